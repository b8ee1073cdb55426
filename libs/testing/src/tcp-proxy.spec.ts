import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it } from '@jest/globals';
import { eventually } from './eventually.js';
import { onTestEnd } from './on-test-end.js';
import { startTcpProxy } from './tcp-proxy.js';

async function startEcho(): Promise<{ port: number; accepted: Socket[] }> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestEnd(() => server.close());
  return { port: (server.address() as AddressInfo).port, accepted };
}

async function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  onTestEnd(() => socket.destroy());
  const heard = { text: '' };
  socket.on('data', (bytes: Buffer) => (heard.text += bytes.toString()));
  return { socket, heard };
}

it('forwards both ways', async () => {
  const proxy = await startTcpProxy(await startEcho());
  const { socket, heard } = await dial(proxy.port);
  socket.write('hello');
  await eventually(() => expect(heard.text).toBe('hello'));
});

it('holds back everything for old and new connections, and lets it through when healed', async () => {
  const echo = await startEcho();
  const proxy = await startTcpProxy(echo);
  const old = await dial(proxy.port);
  old.socket.write('a');
  await eventually(() => expect(old.heard.text).toBe('a'));
  proxy.hold();
  const young = await dial(proxy.port);
  old.socket.write('b');
  young.socket.write('c');
  const control = await dial(echo.port);
  control.socket.write('past the proxy');
  await eventually(() => expect(control.heard.text).toBe('past the proxy'));
  expect([old.heard.text, young.heard.text]).toEqual(['a', '']);
  expect(old.socket.destroyed).toBe(false);
  proxy.heal();
  await eventually(() => expect([old.heard.text, young.heard.text]).toEqual(['ab', 'c']));
});

it('cuts every connection and serves new ones', async () => {
  const proxy = await startTcpProxy(await startEcho());
  const { socket } = await dial(proxy.port);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  proxy.cut();
  await closed;
  const again = await dial(proxy.port);
  again.socket.write('again');
  await eventually(() => expect(again.heard.text).toBe('again'));
});
