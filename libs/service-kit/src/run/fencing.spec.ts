import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { historyLatest } from '@kilowatch/contracts';
import { createDoor, type MessagingClient, messagingLimits } from '@kilowatch/messaging';
import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import { isMosquittoOnPath, startMosquitto } from '@kilowatch/messaging/mosquitto';
import { build, type BuildOptions, stop } from 'esbuild';
import { until } from './suite/two-services.js';

/** For a process to start, or to find out that another has gone. */
const withinMs = 10_000;

let folder: string;
let program: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kilowatch-fenced-'));
  program = join(folder, 'fenced-process.mjs');
  const bundling = new URL('../../../../tools/bundle/service-bundle.mjs', import.meta.url);
  const { serviceBundle } = (await import(bundling.href)) as { serviceBundle: BuildOptions };
  const entryPoints = [join(import.meta.dirname, 'suite/fenced-process.ts')];
  await build({ ...serviceBundle, entryPoints, outfile: program, sourcemap: false });
  await stop();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

interface Process {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ready: () => Promise<{ status: number; text: string }>;
  readonly output: () => string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

const start = async (broker: { port: number }, port?: number): Promise<Process> => {
  const healthPort = port ?? (await freePort());
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: {
      MQTT_BROKER_HOST: '127.0.0.1',
      MQTT_BROKER_PORT: String(broker.port),
      MQTT_INSTANCE_WATCH_MS: '500',
      HEALTH_PORT: String(healthPort),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  closing.push(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  const ready = async () => {
    const url = `http://127.0.0.1:${healthPort}/health/ready`;
    const response = await fetch(url, { headers: { accept: 'text/plain' } }).catch(() => undefined);
    return { status: response?.status ?? 0, text: (await response?.text()) ?? '' };
  };
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { child, pid: child.pid ?? 0, ready, output: () => output, kill };
};

const isReady = ({ status }: { status: number }): boolean => status === 200;
const becomesReady = async ({ ready }: Process): Promise<void> => {
  expect(await until(ready, isReady, withinMs)).toMatchObject({ status: 200 });
};
const comesToWaitFor = async ({ ready }: Process, holder: Process): Promise<void> => {
  const isWaiting = ({ text }: { text: string }): boolean => text.includes(`process ${holder.pid},`);
  expect(await until(ready, isWaiting, withinMs)).toMatchObject({
    status: 503,
    text: expect.stringMatching(
      /historian: broker: Another historian works already \(host .*Stop one of the two\./,
    ),
  });
};

const askerAt = async (
  port: number,
): Promise<{ client: MessagingClient; whoAnswers: () => Promise<number> }> => {
  const limits = messagingLimits.parse({});
  const door = createDoor({ service: 'control-api', broker: { host: '127.0.0.1', port }, limits });
  closing.push(() => door.close());
  await door.whenReady();
  const { client } = door;
  return {
    client,
    whoAnswers: async () => (await client.request(historyLatest, {}, {})).readings[0]?.value ?? 0,
  };
};

// The rules themselves are tried on both brokers in libs/messaging.
const { name: brokerName, startBroker } = isMosquittoOnPath()
  ? { name: 'Mosquitto', startBroker: () => startMosquitto() }
  : {
      name: 'the embedded broker',
      startBroker: () => EmbeddedBroker.listen({ host: '127.0.0.1', port: 0 }),
    };

describe(`two processes of a service over ${brokerName}`, () => {
  const aBroker = async (): Promise<{ port: number }> => {
    const broker = await startBroker();
    closing.push(() => broker.close());
    return broker;
  };

  it('work one after the other: the second has built nothing and takes over from one that was killed', async () => {
    const broker = await aBroker();
    const first = await start(broker);
    await becomesReady(first);
    const second = await start(broker);
    await comesToWaitFor(second, first);
    expect(second.output()).not.toContain('built');
    const { whoAnswers } = await askerAt(broker.port);
    expect(await whoAnswers()).toBe(first.pid);
    await first.kill('SIGKILL');
    await becomesReady(second);
    expect(await whoAnswers()).toBe(second.pid);
    expect(second.output().match(/Another historian works already/g)).toHaveLength(1);
  });

  it('change places when the one at work is frozen; thawed, it steps back and begins anew', async () => {
    const broker = await aBroker();
    const first = await start(broker);
    await becomesReady(first);
    const second = await start(broker);
    await comesToWaitFor(second, first);
    first.child.kill('SIGSTOP');
    await becomesReady(second);
    first.child.kill('SIGCONT');
    await comesToWaitFor(first, second);
    const { whoAnswers } = await askerAt(broker.port);
    expect(await Promise.all([1, 2, 3].map(whoAnswers))).toEqual([second.pid, second.pid, second.pid]);
    expect(await second.ready()).toMatchObject({ status: 200 });
    await second.kill('SIGTERM');
    await becomesReady(first);
    expect(first.output().match(/built by/g)).toHaveLength(2);
    await first.kill('SIGTERM');
    expect([first.child.exitCode, second.child.exitCode]).toEqual([0, 0]);
  });

  it('end in good order while they wait', async () => {
    const broker = await aBroker();
    const first = await start(broker);
    await becomesReady(first);
    const second = await start(broker);
    await comesToWaitFor(second, first);
    await second.kill('SIGTERM');
    expect(second.child.exitCode).toBe(0);
    expect(await first.ready()).toMatchObject({ status: 200 });
  });

  it('are one again within five seconds of a kill', async () => {
    const broker = await aBroker();
    const first = await start(broker);
    await becomesReady(first);
    const startMs = performance.now();
    await first.kill('SIGKILL');
    await becomesReady(await start(broker));
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });

  it('leave no question without an answer: who asks one that is killed is told at once', async () => {
    const broker = await aBroker();
    const first = await start(broker);
    await becomesReady(first);
    const { client, whoAnswers } = await askerAt(broker.port);
    await whoAnswers();
    first.child.kill('SIGSTOP'); // it has the question and does not answer
    const startMs = performance.now();
    const asked = client.request(historyLatest, {}, {}).catch((error: unknown) => error);
    await first.kill('SIGKILL');
    expect(await asked).toMatchObject({ code: 'request.unanswered' });
    expect(performance.now() - startMs).toBeLessThan(historyLatest.deadlineMs);
  });
});
