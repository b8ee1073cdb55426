import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A broker that a test started. */
export interface TestBroker {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface MosquittoOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** More lines for its configuration. */
  readonly lines?: readonly string[];
}

const host = '127.0.0.1';
const withinMs = 5_000;
// Debian installs it where only root has its path.
const searchPath = [process.env['PATH'] ?? '', '/usr/sbin', '/usr/local/sbin'].join(delimiter);
const env = { ...process.env, PATH: searchPath };

/** Whether a real Mosquitto can be started here. */
export const isMosquittoOnPath = (): boolean => spawnSync('mosquitto', ['-h'], { env }).error === undefined;

/** Starts Mosquitto on a free port with a configuration of its own, nothing kept on disk after `close()`. */
export const startMosquitto = async (options: MosquittoOptions = {}): Promise<TestBroker> => {
  const port = options.port || (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'kilowatch-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  await writeFile(file, [...configuration(port), ...(options.lines ?? [])].join('\n') + '\n');
  const child = spawn('mosquitto', ['-c', file], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const close = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(port, child);
  } catch (error) {
    await close();
    throw new Error(`mosquitto did not start: ${said.join('')}`, { cause: error });
  }
  return { host, port, close };
};

const configuration = (port: number): string[] => [
  `listener ${port} ${host}`,
  'allow_anonymous true',
  'set_tcp_nodelay true',
  'persistence false',
  'max_inflight_messages 0',
  'max_queued_messages 100000',
  'log_dest stderr',
  'log_type error',
  'log_type warning',
];

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const answers = async (port: number, child: ChildProcess): Promise<void> => {
  const endMs = performance.now() + withinMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    if (await accepts(port)) return;
    if (performance.now() > endMs) throw new Error(`no answer within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await exit;
  clearTimeout(timer);
};
