import { type Answer, getJson } from '../http.js';
import type { Recorded } from './recorded.js';

/** Sends a recorded request as it was recorded; its address is that of the recording. */
export async function ask(url: string, { http = '', req, body }: Recorded): Promise<Answer> {
  const [method, path] = http.split(' ');
  if (method === 'GET') return getJson(url + path);
  const response = await fetch(url + path, {
    method: method!,
    headers: { 'content-type': 'application/json' },
    body: body ?? JSON.stringify(req),
  });
  return { status: response.status, body: await response.json() };
}
