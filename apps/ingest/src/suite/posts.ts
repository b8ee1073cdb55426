import { onTestEnd, startTcpProxy, startBroker, type WorldOptions } from '@kilowatch/testing';
import { type IngestWorld, startIngest } from './ingest-world.js';

export const json = { 'Content-Type': 'application/json' };

/** What a device hears. */
export interface Answer {
  readonly status: number;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
}

export type Body = string | Uint8Array | object | undefined;

/** Ingest, and a device that posts: text and bytes as they are, anything else as JSON. */
export async function startPosting(options: WorldOptions = {}) {
  const world = await startIngest(options);
  return { ...world, post: posting(world) };
}

export const posting =
  ({ url }: Pick<IngestWorld, 'url'>) =>
  async (path: string, body?: Body, headers: Record<string, string> = json): Promise<Answer> => {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const sent = isRaw ? body : JSON.stringify(body);
    const response = await fetch(url + path, {
      method: 'POST',
      headers,
      ...(sent !== undefined && { body: sent as RequestInit['body'] & {} }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : undefined };
  };

/** The same behind a wire that can be held. */
export async function startBehindProxy(env: Record<string, string>) {
  const broker = await startBroker();
  const proxy = await startTcpProxy(broker);
  onTestEnd(() => proxy.heal());
  return { ...(await startPosting({ broker: proxy, env })), proxy, broker };
}
