import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A broker that a test started. */
export interface TestBroker {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface MosquittoOptions {
  /** Absent: a free one. */
  readonly port?: number;
  /** Mosquitto's own default is false, which costs 44 ms per round trip with clients that leave it, too. */
  readonly hasNoDelay?: boolean;
  /** More lines for its configuration. */
  readonly lines?: readonly string[];
}

const host = '127.0.0.1';
const withinMs = 5_000;

// Debian installs it where only root has its path.
const commands = ['mosquitto', '/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'];
const installed = (): string | undefined =>
  commands.find((command) => spawnSync(command, ['-h']).error === undefined);

/** Whether a real Mosquitto can be started here. */
export const isMosquittoOnPath = (): boolean => installed() !== undefined;

/** Starts Mosquitto with a configuration of its own; nothing stays on disk after `close()`. */
export const startMosquitto = async (options: MosquittoOptions = {}): Promise<TestBroker> => {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'kilowatch-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  await writeFile(
    file,
    [...configuration(port, options.hasNoDelay ?? true), ...(options.lines ?? []), ''].join('\n'),
  );
  const child = spawn(installed() ?? 'mosquitto', ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const close = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await running(child);
  } catch (error) {
    await close();
    throw error;
  }
  return { host, port, close };
};

const configuration = (port: number, hasNoDelay: boolean): string[] => [
  `listener ${port} ${host}`,
  'allow_anonymous true',
  `set_tcp_nodelay ${hasNoDelay}`,
  'persistence false',
  'max_inflight_messages 0',
  'max_queued_messages 100000',
  'log_dest stderr',
  'log_type error',
  'log_type warning',
  'log_type information',
];

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const running = async (child: ChildProcess): Promise<void> => {
  const said: string[] = [];
  if (!child.stderr) throw new Error('mosquitto has no output to read');
  const lines = createInterface({ input: child.stderr, signal: AbortSignal.timeout(withinMs) });
  for await (const line of lines) {
    said.push(line);
    if (line.endsWith('running')) {
      child.stderr.resume(); // else it would stop when the pipe is full
      return;
    }
  }
  throw new Error(`mosquitto did not start: ${said.join('\n')}`);
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = AbortSignal.timeout(withinMs);
  killer.addEventListener('abort', () => child.kill('SIGKILL'));
  await exit;
};
