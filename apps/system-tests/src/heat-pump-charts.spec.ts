import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { historyWrite, type Reading } from '@kilowatch/contracts';
import { controlApiService } from '@kilowatch/control-api';
import { historianService } from '@kilowatch/historian';
import { startWorld } from '@kilowatch/testing';
import { getJson } from './http.js';

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../libs/compat/vectors/heat-pump-initial-data.json'), 'utf8'),
) as { now: string; input: { time: string; name: string; value: number }[]; reply: object };

const readings = recorded.input.map(({ time, name, value }): Reading => {
  const atMs = Date.parse(time);
  return { device: 'heat-pump:0004A3B1C2D3', metric: name, value, atMs, receivedAtMs: atMs, ordinal: 0 };
});
const toSixDigits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' ? Number(x.toFixed(6)) : x)));

describe('the charts of the heat pump predecessor', () => {
  it('are those recorded, out of a history in SQLite', async () => {
    const nowMs = Date.parse(recorded.now);
    const { client, url } = await startWorld([historianService, controlApiService], { now: () => nowMs });
    await client.request(historyWrite, {}, { readings });
    const { status, body } = await getJson(`${url}/api/initial-data?range=24h`);
    const { runtime: _, config: _config, ...charts } = body as Record<string, unknown>;
    expect([status, toSixDigits(charts)]).toEqual([200, toSixDigits(recorded.reply)]);
  });
});
