import { TcpProxy } from '@kilowatch/messaging/tcp-proxy';
import { onTestEnd } from './on-test-end.js';

/** A network that a test can spoil, before a server on this machine; closed with the test. */
export async function startTcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const proxy = await TcpProxy.between({ host: '127.0.0.1', ...target });
  onTestEnd(() => proxy.close());
  return proxy;
}
