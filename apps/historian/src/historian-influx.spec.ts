import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chargeCommanded, healthDetails, historyLatest, historyRange, telemetry } from '@kilowatch/contracts';
import { InfluxDouble } from '@kilowatch/history-store/influx-double';
import { loadSettings } from '@kilowatch/service-kit';
import {
  aReading,
  aTelemetryBatch,
  eventually,
  startBroker,
  startWorld,
  testTimeMs,
  type World,
} from '@kilowatch/testing';
import { historianService } from './historian-service.js';

const now = () => testTimeMs;
const bucket = 'telemetry';
const latestOf = async ({ client }: World) => (await client.request(historyLatest, {}, {})).readings;
const figuresOf = async ({ services }: World): Promise<unknown> => {
  const answer = await fetch(`${services.healthUrl ?? ''}/health/details`);
  return healthDetails.parse(await answer.json()).services[0]?.figures;
};

describe('the historian with InfluxDB (wire-level double)', () => {
  let influx: InfluxDouble;
  let env: Record<string, string>;
  beforeEach(async () => {
    influx = await InfluxDouble.start();
    influx.addBucket(bucket);
    const { url: INFLUXDB_URL, token: INFLUXDB_TOKEN, org: INFLUXDB_ORG } = influx;
    env = { HISTORY: 'influxdb', INFLUXDB_URL, INFLUXDB_TOKEN, INFLUXDB_ORG, INFLUXDB_BUCKET: bucket };
  });
  afterEach(() => influx.close());

  it('still knows after a restart what it knew, and stores once what comes again', async () => {
    const broker = await startBroker();
    const before = await startWorld(historianService, { broker, env, now });
    await before.client.publish(telemetry, { source: 'test' }, aTelemetryBatch());
    await eventually(async () => expect(await latestOf(before)).toEqual([aReading()]));
    expect(before.services.isReady()).toBe(true);
    await before.services.close();

    const after = await startWorld(historianService, { broker, env, now });
    await after.client.publish(telemetry, { source: 'test' }, aTelemetryBatch());
    await after.mqtt.publish(
      chargeCommanded.pattern,
      { charge: 4, timestamp: '2026-01-01T00:00:00Z' },
      { qos: 1 },
    );
    await eventually(async () => expect(await latestOf(after)).toHaveLength(2));
    const query = { device: 'battery:b1', metrics: ['socPct'], fromMs: 0, toMs: testTimeMs + 1, limit: 10 };
    expect((await after.client.request(historyRange, {}, query)).points).toHaveLength(1);
  });

  it('works while InfluxDB is away, says so, and stores what was published meanwhile when it comes', async () => {
    const { port } = influx;
    await influx.close();
    const world = await startWorld(historianService, { env, now });
    expect(world.services.isReady()).toBe(true); // it can take what comes
    await world.client.publish(telemetry, { source: 'test' }, aTelemetryBatch());
    await eventually(async () =>
      expect(await world.client.request(historyLatest, {}, {})).toEqual({
        readings: [aReading()],
        partial: expect.stringContaining('does not listen: start it, or set INFLUXDB_URL') as unknown,
      }),
    );
    expect(await figuresOf(world)).toMatchObject({
      storeProblem: expect.stringContaining('does not listen') as unknown,
    });
    await influx.listen(port);
    await eventually(async () =>
      expect(await world.client.request(historyLatest, {}, {})).toEqual({ readings: [aReading()] }),
    );
    await eventually(async () => expect(await figuresOf(world)).toMatchObject({ storeProblem: null }));
  });

  it('is not well with a token that InfluxDB refuses, says so, and takes what comes all the same', async () => {
    const wrong = { ...env, INFLUXDB_TOKEN: 'not-the-token' };
    const world = await startWorld(historianService, { env: wrong, now });
    expect(world.services.isReady()).toBe(false);
    const answer = await fetch(`${world.services.healthUrl ?? ''}/health/ready`);
    expect(await answer.text()).toMatch(/refuses the token: set INFLUXDB_TOKEN/);
    await world.client.publish(telemetry, { source: 'test' }, aTelemetryBatch());
    await eventually(async () =>
      expect(await world.client.request(historyLatest, {}, {})).toMatchObject({ readings: [aReading()] }),
    );
  });

  it('loses nothing while InfluxDB fails in the midst of the work', async () => {
    const world = await startWorld(historianService, { env, now });
    let left = 3;
    influx.mishap = (path) => {
      if (!path.endsWith('/write') || left-- <= 0) return undefined;
      return left === 1 ? 'lose the answer' : { status: 503, body: { code: 'unavailable', message: 'busy' } };
    };
    for (let i = 0; i < 5; i++) {
      const batch = `019b7000-0000-7000-8000-00000000000${i}`;
      const readings = [aReading({ atMs: testTimeMs - i, value: i })];
      await world.client.publish(telemetry, { source: 'test' }, aTelemetryBatch({ batch, readings }));
    }
    const query = { device: 'battery:b1', metrics: ['socPct'], fromMs: 0, toMs: testTimeMs + 1, limit: 10 };
    await eventually(async () => {
      const { points } = await world.client.request(historyRange, {}, query);
      expect(points.map(({ value }) => value)).toEqual([4, 3, 2, 1, 0]);
    });
  });
});

describe('the settings of InfluxDB', () => {
  const problemsWith = (env: Record<string, string>): string => {
    try {
      loadSettings([historianService], { env, folder: '/nowhere' });
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('are not asked for with SQLite', () => {
    expect(problemsWith({})).toBe('');
  });

  it('that are missing are named together', () => {
    const env = {
      HISTORY: 'influxdb',
      INFLUXDB_BATTERY_BUCKET: 'battery1',
      INFLUXDB_HEATPUMP_BUCKET: 'heatpump',
    };
    expect(
      problemsWith(env)
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual([
      'INFLUXDB_TOKEN: is missing, must be a token of InfluxDB, which HISTORY=influxdb needs',
      'INFLUXDB_BATTERY_TOKEN: is missing, must be a token of InfluxDB, which INFLUXDB_BATTERY_BUCKET needs',
      'INFLUXDB_HEATPUMP_TOKEN: is missing, must be a token of InfluxDB, which INFLUXDB_HEATPUMP_BUCKET needs',
    ]);
  });

  it.each([
    [{ INFLUXDB_URL: 'localhost:8086' }, 'INFLUXDB_URL: must be an address such as http://localhost:8086'],
    [{ HISTORY: 'influx' }, 'HISTORY: must be one of sqlite, influxdb, got "influx"'],
    [
      { INFLUXDB_HEATPUMP_DEVICE: 'thermia' },
      'INFLUXDB_HEATPUMP_DEVICE: must be a device such as heat-pump:thermia',
    ],
  ])('%j is refused', (env, problem) => {
    expect(problemsWith(env)).toContain(problem);
  });
});
