import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chargeCommanded, historyLatest, telemetry } from '@kilowatch/contracts';
import {
  aReading,
  aTelemetryBatch,
  aTemporaryFolder,
  eventually,
  RawMqttClient,
  startBroker,
  startWorld,
  testTimeMs,
  type World,
} from '@kilowatch/testing';
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
});
