import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chargeCommanded, historyLatest, telemetry } from '@kilowatch/contracts';
import {
  anOriginalMessage,
  aReading,
  aTelemetryBatch,
  aTemporaryFolder,
  aUuid,
  eventually,
  RawMqttClient,
  startBroker,
  startWorld,
  testTimeMs,
  type World,
} from '@kilowatch/testing';
import { Journal } from '@kilowatch/journal';
import { historianService } from './historian-service.js';

const now = () => testTimeMs;
const latestOf = async ({ client }: World) => (await client.request(historyLatest, {}, {})).readings;

describe('the historian with its file', () => {
  it('still knows after a restart what it knew, and has what was published meanwhile', async () => {
    const broker = await startBroker();
    const env = { DATA_DIR: await aTemporaryFolder() };
    const before = await startWorld(historianService, { broker, env, now });
    await before.client.publish(telemetry, { source: 'test' }, aTelemetryBatch());
    await eventually(async () => expect(await latestOf(before)).toEqual([aReading()]));
    expect(before.services.isReady()).toBe(true);
    await before.services.close();
    expect(existsSync(join(env.DATA_DIR, 'history.sqlite-wal'))).toBe(false); // closed as it should be

    const device = await RawMqttClient.connect(broker);
    await device.publish(
      chargeCommanded.pattern,
      { charge: 4, timestamp: '2026-01-01T00:00:00Z' },
      { qos: 1 },
    );
    const after = await startWorld(historianService, { broker, env, now });
    await eventually(async () =>
      expect(await latestOf(after)).toMatchObject([{ value: 42 }, { metric: 'charge', value: 4 }]),
    );
  });

  it('does not start with a file that is none of its own, and says which and what to do', async () => {
    const folder = await aTemporaryFolder();
    writeFileSync(join(folder, 'history.sqlite'), 'this is no database, '.repeat(100));
    await expect(startWorld(historianService, { env: { DATA_DIR: folder } })).rejects.toThrow(
      /history\.sqlite is not a history file of Kilowatch: move it away/,
    );
  });

  it('waits for one that is about to let go of the journal', async () => {
    const folder = await aTemporaryFolder();
    const env = { DATA_DIR: folder };
    const journal = await Journal.open({
      folder: join(folder, 'history-journal'),
      onBroken: (error) => {
        throw error;
      },
    });
    const started = startWorld(historianService, { env, now });
    let isStarted = false;
    void started.then(() => (isStarted = true));
    await eventually(() => expect(existsSync(join(folder, 'history.sqlite'))).toBe(true));
    expect(isStarted).toBe(false);
    await journal.close();
    expect(await latestOf(await started)).toEqual([]);
  });

  it('says that its journal is full, and goes on to answer', async () => {
    const world = await startWorld(historianService, {
      env: { HISTORY_JOURNAL_MIB: '1', HISTORY_DRAIN_MS: '600000' },
      now,
    });
    const messages = [anOriginalMessage({ body: 'x'.repeat(200_000) })];
    for (let n = 0; n < 8; n += 1) {
      const readings = [aReading({ atMs: testTimeMs + n, value: n })];
      await world.client.publish(
        telemetry,
        { source: 'test' },
        aTelemetryBatch({ batch: aUuid(n), readings, messages }),
      );
    }
    const ready = async (): Promise<string> =>
      (await fetch(`${world.services.healthUrl}/health/ready`)).text();
    await eventually(async () => expect(await ready()).toMatch(/historian: history":"[^"]*full/));
    expect(await latestOf(world)).toHaveLength(1);
  });
});
