import {
  type ServiceReport,
  serviceDetailsChanged,
  serviceSettings,
  serviceStatus,
  type SystemReport,
} from '@kilowatch/contracts';
import { version } from '@kilowatch/service-kit';
import { eventually, RawMqttClient, startBroker, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

const ingest = { name: 'ingest' };
const word = { service: 'ingest' as const, saidAtMs: testTimeMs };

const start = async (options: Parameters<typeof startApi>[0] = {}) => {
  const api = await startApi({ ...options, env: { DETAILS_MS: '10', ...options.env } });
  const report = async () => (await api.get('/api/v1/system')).body as SystemReport;
  const reportOf = async (service: string) =>
    (await report()).services.find((one) => one.service === service) as ServiceReport;
  return { ...api, report, reportOf };
};

describe('/api/v1/system', () => {
  it('has every service of the product, with what its process says of itself', async () => {
    const { report, reportOf } = await start();
    await eventually(async () =>
      expect(await reportOf('historian')).toMatchObject({
        ...{ service: 'historian', isNeeded: true, state: 'working', sinceMs: testTimeMs },
        details: { process: { version, pid: process.pid }, saidAtMs: testTimeMs },
      }),
    );
    expect(await report()).toMatchObject({
      ...{ atMs: testTimeMs, version },
      broker: { kind: 'embedded', address: null, problem: null, sinceMs: null },
    });
    // Needed, and nobody has heard of it; the simulator is not needed, and so not missed.
    expect(await reportOf('realtime-gateway')).toMatchObject({ state: 'missing', sinceMs: null });
    expect(await reportOf('simulator')).toBeUndefined();
  });

  it('keeps one that died, with its last word and since when', async () => {
    const { client, reportOf } = await start();
    await client.publish(serviceDetailsChanged, ingest, word);
    await client.publish(serviceStatus, ingest, 'online');
    await eventually(async () => expect((await reportOf('ingest')).state).toBe('working'));
    await client.publish(serviceStatus, ingest, 'offline');
    await eventually(async () =>
      expect(await reportOf('ingest')).toMatchObject({ state: 'gone', sinceMs: testTimeMs, details: word }),
    );
  });

  it('has one that died before we came, from what the broker has kept', async () => {
    const { host, port } = await startBroker();
    const mqtt = await RawMqttClient.connect({ host, port });
    const saidAtMs = testTimeMs - 3_600_000;
    await mqtt.publish(serviceDetailsChanged.topic(ingest), { ...word, saidAtMs }, { retain: true });
    await mqtt.publish(serviceStatus.topic(ingest), 'offline', { retain: true });
    const { reportOf } = await start({ broker: { host, port } });
    await eventually(async () =>
      expect(await reportOf('ingest')).toMatchObject({ state: 'gone', sinceMs: saidAtMs }),
    );
  });

  it('knows nothing of the others while the broker is away, and says so', async () => {
    const broker = await startBroker();
    const { host, port } = broker;
    const { report, reportOf } = await start({
      broker: { host, port },
      env: { MQTT_BROKER_HOST: host, MQTT_BROKER_PORT: String(port) },
    });
    await eventually(async () => expect((await reportOf('historian')).state).toBe('working'));
    await broker.close();
    await eventually(async () => expect((await reportOf('historian')).state).toBe('unknown'));
    expect(await report()).toMatchObject({
      broker: { kind: 'external', address: `${host}:${port}`, sinceMs: testTimeMs },
    });
    const { details, state } = await reportOf('control-api');
    expect([state, details?.problems?.['broker']]).toEqual([
      'troubled',
      expect.stringContaining(String(port)),
    ]);
  });
});

describe('/api/v1/system/settings', () => {
  it('says what the services go by, the same settings once, and no secret', async () => {
    const key = 'k'.repeat(24);
    const { get, send, client } = await start({ env: { API_KEY: key, BATTERY_RATED_KW: '15' } });
    expect((await get('/api/v1/system/settings')).status).toBe(401);
    const path = '/api/v1/system/settings';
    const all = async () => {
      const { text, body } = await send(path, { headers: { 'X-API-Key': key } });
      expect(text).not.toContain(key);
      return (body as { settings: { name: string; services: string[] }[] }).settings;
    };
    const named = async (name: string) => (await all()).filter((setting) => setting.name === name);
    await eventually(async () =>
      expect(await named('API_KEY')).toEqual([
        expect.objectContaining({ value: null, from: 'environment', isSecret: true }),
      ]),
    );
    await eventually(async () =>
      expect((await named('BATTERY_RATED_KW'))[0]).toMatchObject({ value: '15', from: 'environment' }),
    );
    const other = { name: 'BATTERY_RATED_KW', value: '20', from: 'file' as const };
    await client.publish(serviceSettings, ingest, { settings: [other] });
    await eventually(async () => expect(await named('BATTERY_RATED_KW')).toHaveLength(2));
    expect(await named('BATTERY_RATED_KW')).toContainEqual({ ...other, services: ['ingest'] });
  });
});
