import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { historyRange, type RangeReply, telemetry } from '@kilowatch/contracts';
import {
  aReading,
  aTelemetryBatch,
  aTemporaryFolder,
  aUuid,
  eventually,
  onTestEnd,
  startWorld,
  testTimeMs,
  type World,
} from '@kilowatch/testing';

const program = join(import.meta.dirname, '../dist/main.mjs');
const patience = { withinMs: 20_000 };
/** Nothing listens there: everything stays in the journal. */
const withoutStore = { HISTORY: 'influxdb', INFLUXDB_URL: 'http://127.0.0.1:9', INFLUXDB_TOKEN: 'any' };

/** The historian as a process of its own, killed with the test at the latest. */
function start({ broker: { host, port } }: World, folder: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program], {
    env: {
      ...{ PATH: '', TZ: 'UTC', DATA_DIR: folder, HEALTH_PORT: '0', LOG_FORMAT: 'text' },
      ...{ MQTT_BROKER_HOST: host, MQTT_BROKER_PORT: String(port), ...env },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  onTestEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const end = async () => {
    const [stdout, stderr] = await ended;
    return { output: stdout + stderr, code: child.exitCode };
  };
  return { child, end };
}

const send = ({ client }: World, n: number): Promise<void> =>
  client.publish(
    telemetry,
    { source: 'test' },
    aTelemetryBatch({ batch: aUuid(n), readings: [aReading({ atMs: testTimeMs + n, value: n })] }),
  );

/** From now on the broker keeps what it does not get. */
const working = (world: World): Promise<unknown> => eventually(() => rangeOf(world), patience);

const rangeOf = ({ client }: World): Promise<RangeReply> =>
  client.request(
    historyRange,
    {},
    { device: 'battery:b1', metrics: ['socPct'], fromMs: 0, toMs: testTimeMs + 1_000 },
  );

describe('a historian process', () => {
  it('that is killed between journal and store has lost nothing, and nothing is stored twice', async () => {
    const world = await startWorld([]);
    const folder = await aTemporaryFolder();
    const values = Array.from({ length: 40 }, (_, n) => n);
    const first = start(world, folder, withoutStore);
    await working(world);
    for (const n of values.slice(0, 20)) await send(world, n);
    await eventually(async () => expect((await rangeOf(world)).points).toHaveLength(20), patience);
    first.child.kill('SIGKILL');
    await first.end();
    for (const n of values.slice(20)) await send(world, n);

    const second = start(world, folder);
    const stored = await eventually(async () => {
      const reply = await rangeOf(world);
      expect(reply.points).toHaveLength(40);
      return reply;
    }, patience);
    expect(stored.points.map(({ value }) => value)).toEqual(values);
    expect(stored.partial).toBeUndefined();
    second.child.kill('SIGTERM');
    expect(await second.end()).toMatchObject({ code: 0 });
  }, 60_000);

  it('whose disk fails ends at once, says why, and acknowledges nothing', async () => {
    const world = await startWorld([]);
    const failing = `data:text/javascript,${encodeURIComponent(`
      import { open } from 'node:fs/promises';
      const handle = await open(process.execPath);
      const { constructor } = handle;
      await handle.close();
      constructor.prototype.datasync = async () => { throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }) };
    `)}`;
    const folder = await aTemporaryFolder();
    const broken = start(world, folder, { ...withoutStore, NODE_OPTIONS: `--import=${failing}` });
    await working(world);
    await send(world, 1);
    const { code, output } = await broken.end();
    expect(code).toBe(1);
    expect(output).toMatch(/The disk of the journal fails, nothing more can be promised/);

    start(world, await aTemporaryFolder(), withoutStore); // the broker still has it
    await eventually(async () => expect((await rangeOf(world)).points).toHaveLength(1), patience);
  }, 60_000);
});
