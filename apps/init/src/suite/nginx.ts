import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { PredecessorPort } from '@kilowatch/contracts';
import { aTemporaryFolder, eventually, onTestEnd } from '@kilowatch/testing';
import { webServerConfig, type WebServerOptions } from '../web-server-config.js';

// Debian installs it where only root has its path.
const command = ['nginx', '/usr/sbin/nginx', '/usr/local/sbin/nginx'].find(
  (name) => spawnSync(name, ['-v']).error === undefined,
);

/** Whether a real nginx can be started here. */
export const hasNginx = command !== undefined;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
};

type Upstreams = Pick<WebServerOptions, 'controlApi' | 'gateway' | 'ingest'>;

/** nginx with our configuration and a little dashboard, in front of these services; resolves with its port, which may be one of a predecessor. */
export async function startNginx(upstreams: Upstreams, as?: PredecessorPort): Promise<number> {
  const folder = await aTemporaryFolder();
  const root = join(folder, 'files');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(root, '.vite'));
  await writeFile(join(root, 'index.html'), '<title>the page</title>');
  await writeFile(join(root, 'index-1.html'), '<title>the page, one deep</title>');
  await writeFile(join(root, 'index-2.html'), '<title>the page, two deep</title>');
  await writeFile(join(root, 'index.html.gz'), 'the page, compressed');
  await writeFile(join(root, 'assets/index-1a2b.js'), 'run()');
  await writeFile(join(root, '.vite/manifest.json'), '{}');
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const ports = as === undefined ? { listen: [listen] } : { listen: [], legacy: [{ listen, as }] };
  const options = { ...upstreams, ...ports, root, folder, bodyLimitBytes: 1_000 };
  const user = process.getuid?.() === 0 ? 'user root;\n' : ''; // else its workers could not read the test's folder
  const file = join(folder, 'nginx.conf');
  await writeFile(file, user + webServerConfig(options));
  const child = spawn(command!, ['-e', 'stderr', '-c', file], { stdio: 'ignore' });
  onTestEnd(() => ended(child));
  await eventually(async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect').finally(() => socket.destroy());
  });
  return port;
}
