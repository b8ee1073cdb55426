import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { historyWrite, type Reading } from '@kilowatch/contracts';
import { controlApiService } from '@kilowatch/control-api';
import { historianService } from '@kilowatch/historian';
import { InfluxDouble } from '@kilowatch/history-store/influx-double';
import { onTestEnd, startWorld } from '@kilowatch/testing';
import { getJson } from './http.js';

interface Point {
  readonly time: string;
  readonly register_id: string;
  readonly name: string;
  readonly type: string;
  readonly unit?: string;
  readonly value: number;
}

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../libs/compat/vectors/heat-pump-initial-data.json'), 'utf8'),
) as { now: string; input: readonly Point[]; reply: object };

const now = () => Date.parse(recorded.now);
const toSixDigits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' ? Number(x.toFixed(6)) : x)));
const start = (env: Record<string, string> = {}) =>
  startWorld([historianService, controlApiService], { env, now });

async function expectRecordedCharts(url: string): Promise<void> {
  const { status, body } = await getJson(`${url}/api/initial-data?range=24h`);
  const { runtime: _, config: _config, ...charts } = body as Record<string, unknown>;
  expect([status, toSixDigits(charts)]).toEqual([200, toSixDigits(recorded.reply)]);
}

/** As the predecessor's collector wrote it. */
const lineOf = ({ time, register_id, name, type, unit = '', value }: Point): string =>
  `heatpump,name=${name},register_id=${register_id},type=${type}${unit && `,unit=${unit}`} value=${value} ${Date.parse(time)}000000`;

/** An InfluxDB (a wire-level double) with our bucket and the predecessor's; the settings that lead there. */
async function predecessorsInflux(): Promise<Record<string, string>> {
  const { url, org, token } = await startedDouble();
  const written = await fetch(`${url}/api/v2/write?org=${org}&bucket=heatpump&precision=ns`, {
    method: 'POST',
    headers: { authorization: `Token ${token}` },
    body: recorded.input.map(lineOf).join('\n'),
  });
  expect(written.status).toBe(204);
  return {
    ...{ HISTORY: 'influxdb', INFLUXDB_URL: url, INFLUXDB_ORG: org, INFLUXDB_TOKEN: token },
    ...{ INFLUXDB_BUCKET: 'kilowatch', INFLUXDB_HEATPUMP_BUCKET: 'heatpump' },
    ...{ INFLUXDB_HEATPUMP_ORG: org, INFLUXDB_HEATPUMP_TOKEN: token },
  };
}

async function startedDouble(): Promise<InfluxDouble> {
  const double = await InfluxDouble.start();
  onTestEnd(() => double.close());
  for (const bucket of ['kilowatch', 'heatpump']) double.addBucket(bucket);
  return double;
}

describe('the charts of the heat pump predecessor', () => {
  it('are those recorded, out of a history in SQLite', async () => {
    const { client, url } = await start();
    const readings = recorded.input.map(({ time, name, value }): Reading => {
      const atMs = Date.parse(time);
      return { device: 'heat-pump:0004A3B1C2D3', metric: name, value, atMs, receivedAtMs: atMs, ordinal: 0 };
    });
    await client.request(historyWrite, {}, { readings });
    await expectRecordedCharts(url);
  });

  it("are those recorded, out of the predecessor's own bucket", async () => {
    const { url } = await start(await predecessorsInflux());
    await expectRecordedCharts(url);
  });
});
