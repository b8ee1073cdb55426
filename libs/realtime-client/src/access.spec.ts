import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FaultBody } from '@kilowatch/contracts';
import { connectRealtime } from './connect-realtime.js';
import type { Realtime, RealtimeSettings } from './realtime.js';
import { Diary } from './suite/diary.js';
import { LiveServer } from './suite/live-server.js';

const required: FaultBody = { code: 'access.required', error: 'the API key is needed' };
const wrongKey: FaultBody = { code: 'access.wrong-key', error: 'that is not the API key' };
const slowed: FaultBody = { code: 'access.slowed', error: 'too many wrong keys' };

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(refusal: LiveServer['refusal'] = () => undefined): Promise<LiveServer> {
  const server = await LiveServer.listen();
  server.refusal = refusal;
  closing.push(() => server.close());
  return server;
}

function follow(url: string, settings: Partial<RealtimeSettings> = {}): { live: Realtime; diary: Diary } {
  const diary = new Diary();
  const quick = { reconnectMinMs: 1, reconnectMaxMs: 2 };
  const live = connectRealtime({ url, ...quick, ...diary.handlers, ...settings });
  closing.push(() => live.close());
  return { live, diary };
}

/** When this has come and gone, an attempt that was still planned would have been made. */
async function aWhile(server: LiveServer): Promise<void> {
  const other = follow(server.url, { auth: { key: 'right' } });
  for (const times of [1, 2, 3]) {
    await other.diary.has('snapshot of 1 (connect)', times);
    server.clients.disconnectSockets();
  }
  await other.diary.has('snapshot of 1 (connect)', 4);
  other.live.close();
}

const onlyRight: LiveServer['refusal'] = ({ key }) => {
  if (key === 'right') return undefined;
  return key === undefined ? required : wrongKey;
};

describe('a connection that the server refuses', () => {
  it.each([
    ['without a key', undefined, 'access.required'],
    ['with a wrong key', { key: 'wrong' }, 'access.wrong-key'],
  ])('is refused %s, and not tried again by itself', async (_how, auth, code) => {
    const server = await serve(onlyRight);
    const { live, diary } = follow(server.url, auth && { auth });
    await diary.has('refused');
    const { handshakes } = server;
    await aWhile(server);
    expect(server.handshakes).toBe(handshakes + 4);
    expect(live.status).toBe('refused');
    expect(diary.lines).toEqual(['refused', `fault ${code}`]);
  });

  it('is open with the key', async () => {
    const server = await serve(onlyRight);
    const { diary } = follow(server.url, { auth: { key: 'right' } });
    await diary.has('snapshot of 1 (connect)');
    expect(diary.lines).toEqual(['connected', 'snapshot of 1 (connect)']);
  });

  it('is tried again when told to, and then lives on through reconnects', async () => {
    const server = await serve(() => required);
    const { live, diary } = follow(server.url);
    await diary.has('fault access.required');
    live.reconnect();
    await diary.has('fault access.required', 2);
    server.refusal = () => undefined;
    live.reconnect();
    await diary.has('snapshot of 1 (connect)');
    server.clients.disconnectSockets();
    await diary.has('snapshot of 1 (connect)', 2);
    expect(diary.lines).toEqual([
      'refused',
      'fault access.required',
      'connecting',
      'refused',
      'fault access.required',
      'connecting',
      'connected',
      'snapshot of 1 (connect)',
      'offline',
      'connected',
      'snapshot of 1 (connect)',
    ]);
  });

  it('is refused, not offline, when the session ended while the connection was away', async () => {
    const server = await serve();
    const { live, diary } = follow(server.url);
    await diary.has('snapshot of 1 (connect)');
    server.refusal = () => required;
    server.clients.disconnectSockets();
    await diary.has('refused');
    expect(live.model.devices.size).toBe(1);
  });

  it('stops when the server says so on an open connection', async () => {
    const server = await serve();
    const { diary } = follow(server.url);
    await diary.has('snapshot of 1 (connect)');
    server.clients.emit('fault', required);
    server.clients.disconnectSockets();
    await diary.has('refused');
    expect(diary.lines.slice(2)).toEqual(['refused', 'fault access.required']);
  });

  it('stops when `watch` is answered so', async () => {
    const server = await serve();
    server.answer = () => ({ ok: false, fault: required });
    const { live, diary } = follow(server.url);
    await diary.has('snapshot of 1 (connect)');
    await live.watch({ devices: ['battery:b1'] });
    await diary.has('fault access.required');
    await aWhile(server);
    expect(server.asked).toHaveLength(1);
    expect(diary.lines.slice(2)).toEqual(['refused', 'fault access.required']);
  });

  it('goes on trying while it is only slowed down', async () => {
    const server = await serve(() => slowed);
    const { diary } = follow(server.url);
    await diary.has('fault access.slowed', 2);
    server.refusal = () => undefined;
    await diary.has('snapshot of 1 (connect)');
    expect(diary.lines).not.toContain('refused');
  });

  it('understands the 401 of something that stands before the server', async () => {
    const proxy = createServer((_request, response) => response.writeHead(401).end('no'));
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    closing.push(() => new Promise((closed) => proxy.close(closed)));
    const { diary } = follow(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    await diary.has('fault access.required');
    expect(diary.lines).toEqual(['refused', 'fault access.required']);
  });

  it('is dropped and made anew when the rights have changed', async () => {
    const server = await serve();
    const { live, diary } = follow(server.url);
    await diary.has('snapshot of 1 (connect)');
    live.reconnect();
    await diary.has('snapshot of 1 (connect)', 2);
    expect(diary.lines.slice(2)).toEqual(['connecting', 'connected', 'snapshot of 1 (connect)']);
  });
});
