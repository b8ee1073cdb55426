import type { Answer, Api } from './start-api.js';

export const importPath = '/api/v1/history/import';
export const csv = { 'Content-Type': 'text/csv' };
export const lines = { 'Content-Type': 'text/plain' };

/** Imports a file. */
export const sendFile = (
  api: Api,
  body: RequestInit['body'],
  headers: Record<string, string> = lines,
  query = '',
): Promise<Answer> =>
  api.send(importPath + query, {
    method: 'POST',
    body: body ?? null,
    headers,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
