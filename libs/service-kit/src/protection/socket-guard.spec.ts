import { afterEach, describe, expect, it } from '@jest/globals';
import { Access } from '@kilowatch/access';
import type { FaultBody } from '@kilowatch/contracts';
import { io, type Socket } from 'socket.io-client';
import { front, run, startBroker } from '../run/suite/two-services.js';

const key = 'kw_a-key-of-a-test-0123456789';
const start = async (env: Record<string, string> = {}): Promise<string> =>
  (await run([front], (await startBroker()).port, { API_KEY: key, ...env })).url!;

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

interface Shown {
  readonly headers?: Record<string, string>;
  readonly auth?: object;
  readonly transport?: string;
  readonly namespace?: string;
}

const open = (
  url: string,
  { headers = {}, auth = {}, transport = 'websocket', namespace = '/v1' }: Shown,
) => {
  const socket = io(url + namespace, {
    transports: [transport],
    extraHeaders: headers,
    auth,
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  return socket;
};

/** `joined`, or the code of the fault in `connect_error`, or its message where there is none. */
async function outcomeOf(socket: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once('connect', () => resolve('joined'));
  socket.once('connect_error', (error: Error & { data?: FaultBody }) =>
    resolve(error.data?.code ?? error.message),
  );
  return promise;
}
const tried = (url: string, shown: Shown): Promise<string> => outcomeOf(open(url, shown));

/** A session of the same key, as another service would have begun it. */
const cookieFor = (hours: number): string => {
  const access = new Access({
    mode: 'key',
    key,
    sessionHours: hours,
    tries: { free: 1, pauseMaxMs: 1, clients: 1 },
    isProxyTrusted: false,
    now: Date.now,
  });
  return (access.begin({ remoteAddress: '::1' }, key) as { cookie: string }).cookie.split(';')[0]!;
};

describe.each([
  ['websocket', '/v1'],
  ['websocket', '/'],
  ['polling', '/v1'],
  ['polling', '/'],
])('a socket over %s to %s', (transport, namespace) => {
  const way = { transport, namespace };

  it('joins with the key, in whatever way it is shown', async () => {
    const url = await start();
    expect(await tried(url, { ...way, headers: { 'x-api-key': key } })).toBe('joined');
    expect(await tried(url, { ...way, headers: { authorization: `Bearer ${key}` } })).toBe('joined');
    expect(await tried(url, { ...way, auth: { key } })).toBe('joined');
    expect(await tried(url, { ...way, headers: { cookie: cookieFor(1), origin: url } })).toBe('joined');
  });

  it('joins without it never, and learns why', async () => {
    const url = await start();
    expect(await tried(url, way)).toBe('access.required');
    expect(await tried(url, { ...way, auth: { key: '' } })).toBe('access.required');
    expect(await tried(url, { ...way, headers: { cookie: 'kilowatch_session=x', origin: url } })).toBe(
      'access.required',
    );
    for (const auth of [{ key: 'wrong' }, { key: [key] }, { key: 7 }])
      expect(await tried(url, { ...way, auth })).toBe('access.wrong-key');
    expect(await tried(url, { ...way, headers: { 'x-api-key': 'wrong' } })).toBe('access.wrong-key');
    expect(await tried(url, { ...way, auth: { key }, headers: { 'x-api-key': 'wrong' } })).toBe(
      'access.wrong-key',
    );
  });

  it('with the cookie joins only from a page of this host', async () => {
    const url = await start({ CORS_ORIGINS: 'https://home.example' });
    const from = (origin: string) => tried(url, { ...way, headers: { cookie: cookieFor(1), origin } });
    expect(await from('https://home.example')).toBe('joined');
    expect(await from('https://evil.com')).toBe('origin.refused');
    expect(await from(url.replace(/:\d+$/, ':1'))).toBe('origin.refused');
  });

  it('from a foreign page does not join with the key either, nor gets to guess it', async () => {
    const url = await start({ CORS_ORIGINS: 'https://home.example' });
    const from = (origin: string, text = key) =>
      tried(url, { ...way, headers: { origin }, auth: { key: text } });
    expect(await from('https://home.example')).toBe('joined');
    expect(await from(url)).toBe('joined');
    expect(await from('https://evil.com')).toBe('origin.refused');
    expect(await from('https://evil.com', 'wrong')).toBe('origin.refused');
  });

  it('is closed when its session expires', async () => {
    const url = await start();
    const socket = open(url, { ...way, headers: { cookie: cookieFor(1 / 3_600), origin: url } });
    const faults: FaultBody[] = [];
    socket.on('fault', (fault: FaultBody) => faults.push(fault));
    const { promise, resolve } = Promise.withResolvers<string>();
    socket.once('disconnect', resolve);
    expect(await outcomeOf(socket)).toBe('joined');
    expect(await promise).toBe('io server disconnect');
    expect(faults.map(({ code }) => code)).toEqual(namespace === '/v1' ? ['access.required'] : []);
    expect(await tried(url, { ...way, headers: { 'x-api-key': key } })).toBe('joined');
  });
});

describe('who guesses keys by socket', () => {
  it('is slowed, over HTTP too, while sessions are not', async () => {
    const url = await start({ KEY_TRIES: '2' });
    for (const guess of ['a', 'b', 'c'])
      expect(await tried(url, { auth: { key: guess } })).toBe('access.wrong-key');
    expect(await tried(url, { auth: { key } })).toBe('access.slowed');
    const answer = await fetch(`${url}/ask`, { headers: { 'x-api-key': key } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await tried(url, { headers: { cookie: cookieFor(1), origin: url } })).toBe('joined');
  });
});

it('a connection that joins nothing is closed soon', async () => {
  const url = await start({ SOCKET_JOIN_TIMEOUT_MS: '50' });
  const { promise, resolve } = Promise.withResolvers<number>();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(String(data).slice(0, 1)));
  socket.addEventListener('close', ({ code }) => resolve(code));
  expect(await promise).toBeGreaterThan(0);
  expect(heard).toEqual(['0']); // the handshake of Engine.IO and nothing else
});
