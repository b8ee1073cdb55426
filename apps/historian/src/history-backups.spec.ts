import { readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { historyBackup, historyLatest, telemetry } from '@kilowatch/contracts';
import {
  aReading,
  aTelemetryBatch,
  aTemporaryFolder,
  eventually,
  startWorld,
  testTimeMs,
  type World,
} from '@kilowatch/testing';
import { historianService } from './historian-service.js';

const latestOf = async ({ client }: World) => (await client.request(historyLatest, {}, {})).readings;

describe('a backup of the history', () => {
  it('has what was acknowledged, takes the place of the file, and pushes the oldest out', async () => {
    let nowMs = testTimeMs;
    const env = { DATA_DIR: await aTemporaryFolder(), HISTORY_BACKUPS: '2' };
    const world = await startWorld(historianService, { env, now: () => nowMs });
    await world.client.publish(telemetry, { source: 'test' }, aTelemetryBatch());
    await eventually(async () => expect(await latestOf(world)).toEqual([aReading()]));
    const made: string[] = [];
    for (; made.length < 3; nowMs += 1) {
      const { file, bytes } = await world.client.request(historyBackup, {}, {});
      expect(statSync(file).size).toBe(bytes);
      made.push(file);
    }
    const folder = join(env.DATA_DIR, 'backup');
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual(made.slice(1));
    await world.services.close();

    const elsewhere = await aTemporaryFolder();
    renameSync(made[2]!, join(elsewhere, 'history.sqlite'));
    const restored = await startWorld(historianService, { env: { DATA_DIR: elsewhere }, now: () => nowMs });
    expect(await latestOf(restored)).toEqual([aReading()]);
  });
});
