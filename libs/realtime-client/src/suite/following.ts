import { afterEach } from '@jest/globals';
import { connectRealtime } from '../connect-realtime.js';
import type { Realtime, RealtimeSettings } from '../realtime.js';
import { Diary } from './diary.js';
import { LiveServer } from './live-server.js';
import { swallowingProxy } from './swallowing-proxy.js';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server that is closed after the test. */
export async function serve(...options: Parameters<typeof LiveServer.listen>): Promise<LiveServer> {
  const server = await LiveServer.listen(...options);
  closing.push(() => server.close());
  return server;
}

/** A proxy before it that knows no WebSocket, closed after the test. */
export async function swallow({ port }: LiveServer): Promise<{ url: string }> {
  const proxy = await swallowingProxy(port);
  closing.push(() => proxy.close());
  return proxy;
}

/** A client that writes its diary and is closed after the test. */
export function follow(
  { url }: { url: string },
  settings: Partial<RealtimeSettings> = {},
): { live: Realtime; diary: Diary } {
  const diary = new Diary();
  const quick = { reconnectMinMs: 5, reconnectMaxMs: 20 };
  const live = connectRealtime({ url, ...quick, ...diary.handlers, ...settings });
  closing.push(() => live.close());
  return { live, diary };
}
