import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from '../suite/gateway-world.js';
import { anOriginal } from '../suite/originals.js';
import { Answers, stubControlApi } from '../suite/stub-control-api.js';
import type { TestClient } from '../suite/test-client.js';

const blocks = { cop: [], temperature: {}, runtime: {}, sankey: {}, performance: {}, power: {}, valve: {} };
const row = {
  ...{ id: 7, timestamp: '2025-06-01T12:00:00.123+00:00', device_id: 'ESP32_01', voltage: 3.7 },
  ...{ current_ma: 150.5, power_mw: 555.85, temperature: 25.3, acs_current_a: 0.155, wifi_rssi: -45 },
};
const reading = {
  ...{ sensor_id: 'temp_01', sensor_type: 'temperature', value: 23.5, unit: '°C' },
  ...{ timestamp: '2024-01-01T12:00:00+00:00', location: null, metadata: {} },
};

async function aPage(of: Answers['of'] = {}, env: Record<string, string> = {}) {
  const world = await GatewayWorld.start(env);
  const answers = new Answers({ 'gas-latest': null, ...of });
  await world.runBeside(stubControlApi(answers));
  const page = await world.page();
  const asked = () => answers.questions.filter((one) => one.of !== 'gas-latest');
  return { world, page, asked, answers };
}

/** Everything before this has been dealt with when the pong is there. */
async function untilPong(page: TestClient): Promise<void> {
  const before = page.bodies('pong').length;
  page.socket.emit('ping');
  await page.until(() => page.bodies('pong').length > before);
}

describe("a predecessor's page that asks", () => {
  it('gets the newest row of the battery twin', async () => {
    const { page } = await aPage({ 'cell-latest': row });
    page.socket.emit('request_latest');
    expect(await page.first('new_data')).toEqual(row);
  });

  it('gets nothing where there is no row', async () => {
    const { page, asked } = await aPage({ 'cell-latest': null, 'sensor-stats': { sensors: [] } });
    page.socket.emit('request_latest');
    page.socket.emit('request_all_stats');
    expect(await page.first('sensor_stats')).toEqual({ sensors: [] });
    expect(asked()).toHaveLength(2);
    expect(page.bodies('new_data')).toEqual([]);
  });

  it('gets a pong with the time in UTC with offset', async () => {
    const { page } = await aPage();
    page.socket.emit('ping');
    expect(await page.first('pong')).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}\+00:00$/),
    });
  });

  it('gets the graphs of the range it asks for, and keeps that range only when it changes it', async () => {
    const { page, asked } = await aPage(
      { 'heat-pump-graphs': { ...blocks, config: { brand: 'ivt' } } },
      { PAGES_GRAPH_UPDATE_MS: '400' },
    );
    page.socket.emit('request_update', { range: '1h' });
    const graphs = await page.first('graph_update');
    expect(graphs).toEqual({ ...blocks, timestamp: expect.stringMatching(/\+00:00$/) });
    page.socket.emit('change_time_range', { range: '7d' });
    const ranges = () =>
      asked().flatMap((one) => (one.of === 'heat-pump-graphs' && one.range !== '24h' ? [one.range] : []));
    await page.until(() => ranges().length >= 3);
    expect(ranges().slice(0, 3)).toEqual(['1h', '7d', '7d']);
  });

  it('gets the graphs of its own range again and again, and no more of the one before', async () => {
    const graphsOf = ({ range }: { range: string }) => ({ ...blocks, cop: range });
    const { page, world } = await aPage({ 'heat-pump-graphs': graphsOf }, { PAGES_GRAPH_UPDATE_MS: '20' });
    const other = await world.page();
    const shown = (one: TestClient) => one.bodies<{ cop: string }>('graph_update').map(({ cop }) => cop);
    page.socket.emit('change_time_range', { range: '7d' });
    await page.until(() => shown(page).includes('7d'));
    const before = shown(page).indexOf('7d');
    await page.until(() => shown(page).length > before + 3);
    expect(new Set(shown(page).slice(before))).toEqual(new Set(['7d']));
    expect(new Set(shown(other))).toEqual(new Set(['24h']));
  });

  it('gets the graphs of its last range only, however long those of the one before take', async () => {
    const slow = Promise.withResolvers<void>();
    const graphsOf = async ({ range }: { range: string }) => {
      if (range === '90d') await slow.promise;
      return { ...blocks, cop: range };
    };
    const { page } = await aPage({ 'heat-pump-graphs': graphsOf });
    for (const range of ['90d', '1h']) page.socket.emit('change_time_range', { range });
    await page.first('graph_update');
    slow.resolve();
    page.socket.emit('request_update', { range: '90d' });
    await page.first<{ cop: string }>('graph_update', ({ cop }) => cop === '90d');
    expect(page.bodies<{ cop: string }>('graph_update').map(({ cop }) => cop)).toEqual(['1h', '90d']);
  });

  it.each(['change_time_range', 'request_update'])('means 24h by an empty %s', async (event) => {
    const { page, asked } = await aPage({ 'heat-pump-graphs': blocks });
    page.socket.emit(event, {});
    await page.first('graph_update');
    expect(asked()).toEqual([{ of: 'heat-pump-graphs', range: '24h' }]);
  });

  it('gets the readings of a sensor, for a day when it names no hours', async () => {
    const { page, asked } = await aPage({ 'sensor-readings': { readings: [reading] } });
    page.socket.emit('request_sensor_data', { sensor_id: 'temp_01', hours: 0.5 });
    expect(await page.first('sensor_history')).toEqual({ sensor_id: 'temp_01', readings: [reading] });
    page.socket.emit('request_sensor_data', { sensor_id: 'temp_01' });
    await page.until(() => page.bodies('sensor_history').length === 2);
    expect(asked()).toEqual([
      { of: 'sensor-readings', sensorId: 'temp_01', hours: 0.5 },
      { of: 'sensor-readings', sensorId: 'temp_01', hours: 24 },
    ]);
  });

  it.each([
    [{}, null],
    [{ sensor_id: 7 }, 7],
    [{ sensor_id: 'x'.repeat(1_000) }, 'x'.repeat(1_000)],
    [{ sensor_id: 'temp_01', hours: '24' }, 'temp_01'],
    [{ sensor_id: 'temp_01', hours: null }, 'temp_01'],
    [{ sensor_id: 'temp_01', hours: -1 }, 'temp_01'],
  ])('gets no readings for %j, and nobody is asked', async (payload, sensorId) => {
    const { page, asked } = await aPage();
    page.socket.emit('request_sensor_data', payload);
    expect(await page.first('sensor_history')).toEqual({ sensor_id: sensorId, readings: [] });
    expect(asked()).toEqual([]);
  });

  it.each([
    ['request_sensor_data', [null], 'Failed to retrieve sensor data'],
    ['request_sensor_data', ['temp_01'], 'Failed to retrieve sensor data'],
    ['request_sensor_data', [['temp_01']], 'Failed to retrieve sensor data'],
    ['request_sensor_data', [], 'Failed to retrieve sensor data'],
    ['request_sensor_data', [{ sensor_id: 'temp_01' }], 'Failed to retrieve sensor data'],
    ['request_all_stats', [], 'Failed to retrieve sensor statistics'],
    ['change_time_range', [{ range: '24h") |> drop()' }], /^range must be up to three digits and m, h or d/],
    ['request_update', [{ range: 24 }], /^range must be up to three digits/],
    ['request_update', [{ range: '0h' }], /^range must be longer than 0/],
    ['request_update', [{ range: '1h' }], 'no history here'],
  ])('is answered with an error: %s %j', async (event, payload, message) => {
    const { page, world } = await aPage();
    page.socket.emit(event, ...payload);
    expect(await page.first('error')).toEqual({
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    await world.originals(anOriginal({ said: { voltage: 1 } }));
    await page.first('new_data');
  });

  it.each([
    ['change_time_range', [null]],
    ['change_time_range', ['7d']],
    ['change_time_range', []],
    ['request_update', [{ range: '1h' }, 'more']],
    ['request_update', [Buffer.from([0xff])]],
    ['whatever', [{}]],
    ['__proto__', []],
  ])('gets no answer to %s %j, and stays connected', async (event, payload) => {
    const { page, asked, world } = await aPage({ 'heat-pump-graphs': blocks });
    page.socket.emit(event, ...payload);
    await untilPong(page);
    expect(page.heard.map((one) => one.event)).not.toContain('error');
    expect(asked()).toEqual([]);
    expect([...world.inside.counters.refused.values()]).toEqual([1]);
  });

  it('is heard only so often: told once, then ignored, and closed when it floods', async () => {
    const { page, world } = await aPage({}, { SOCKET_EVENTS_PER_S: '5' });
    const other = await world.page();
    for (let i = 0; i < 40; i++) page.socket.emit('ping');
    await page.first('error');
    expect(page.bodies('pong')).toHaveLength(5);
    for (let i = 0; i < 60; i++) page.socket.emit('ping');
    await page.first('disconnect');
    await untilPong(other);
  });
});
