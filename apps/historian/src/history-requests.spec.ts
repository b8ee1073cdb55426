import { describe, expect, it } from '@jest/globals';
import {
  deviceRegistered,
  historyForget,
  historyMessages,
  historyNewestMessages,
  historyStatistics,
  historyWrite,
  legacyBattery,
} from '@kilowatch/contracts';
import { aDeviceEntry, anOriginalMessage, aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { HistorianWorld } from './suite/historian-world.js';

const timestamp = new Date(testTimeMs).toISOString();
const mark = { device: legacyBattery, metric: 'charge', atMs: testTimeMs };

describe('a question', () => {
  it('about statistics and messages is answered', async () => {
    const historian = await HistorianWorld.start();
    const readings = [1, 5, 3].map((value, i) => aReading({ value, atMs: testTimeMs + i }));
    await historian.send(readings, { messages: [anOriginalMessage()] });
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    const { client } = historian.world;
    const span = { device: 'battery:b1', fromMs: testTimeMs, toMs: testTimeMs + 10 };
    expect(await client.request(historyStatistics, {}, { ...span, metrics: ['socPct'] })).toEqual({
      statistics: [
        { metric: 'socPct', count: 3, min: 1, max: 5, mean: 3, last: 3, lastAtMs: testTimeMs + 2 },
      ],
    });
    expect(await client.request(historyMessages, {}, span)).toEqual({ messages: [anOriginalMessage()] });
  });

  it('about the newest messages of a kind is answered a page at a time, without a demo device that has retired', async () => {
    const historian = await HistorianWorld.start();
    const messages = ['cell:c1', 'cell:c2', 'cell:demo', 'gas:g1', 'cell:c1'].map((device, i) =>
      anOriginalMessage({ device, receivedAtMs: testTimeMs + i, arrival: i }),
    );
    await historian.send([aReading()], { messages });
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    const { client } = historian.world;
    const ask = (cursor?: string) =>
      client.request(historyNewestMessages, {}, { kind: 'cell', limit: 2, cursor });
    const first = await ask();
    expect(first).toEqual({ messages: [messages[4], messages[2]], next: expect.any(String) });
    expect(await ask(first.next)).toEqual({ messages: [messages[1], messages[0]] });
    const demo = aDeviceEntry({ device: 'cell:demo', kind: 'cell', isDemo: true, isRetired: true });
    await client.publish(deviceRegistered, { device: demo.device }, demo);
    await eventually(async () => expect(await ask()).toMatchObject({ messages: [messages[4], messages[1]] }));
  });

  it('with a cursor that was never given is refused', async () => {
    const historian = await HistorianWorld.start();
    await expect(historian.range({ cursor: 'guess' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('for more than fits into a reply gets a page and where it goes on', async () => {
    const historian = await HistorianWorld.start({
      env: { HISTORY_PAGE_POINTS: '2', HISTORY_PAGE_WINDOWS: '1' },
    });
    const times = [120_000, 60_000, 0].map((ms) => testTimeMs - ms);
    await historian.send(times.map((atMs) => aReading({ atMs })));
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ atMs: times[2] }]));
    const first = await historian.range();
    expect(first.points).toHaveLength(2);
    const second = await historian.range({ cursor: first.next });
    expect([second.points.length, second.next]).toEqual([1, undefined]);
    expect(await historian.range({ stepMs: 60_000 })).toMatchObject({
      windows: [{ count: 1 }],
      next: expect.anything(),
    });
  });

  it('for the latest is not answered from the future, but for a write that must be seen or where there is nothing else', async () => {
    const historian = await HistorianWorld.start();
    const ahead = (ms: number) => new Date(testTimeMs + ms).toISOString();
    const latest = async (after?: (typeof mark)[]) =>
      (await historian.latest({ devices: [legacyBattery], ...(after && { after }) }))[0]?.value;
    await historian.command({ charge: 7, timestamp: ahead(300_000) });
    await eventually(async () => expect(await latest()).toBe(7));
    await historian.command({ charge: 1.25, timestamp });
    await eventually(async () => expect(await latest()).toBe(1.25));
    expect(await latest([{ ...mark, atMs: testTimeMs + 300_000 }])).toBe(7);
  });

  it('for more latest readings than fit is refused with what would', async () => {
    const historian = await HistorianWorld.start({ env: { HISTORY_LATEST_READINGS: '1' } });
    await historian.send([aReading(), aReading({ metric: 'voltageV' })]);
    await eventually(() => expect(historian.latest()).rejects.toMatchObject({ code: 'request.too-large' }));
    expect(await historian.latest({ metrics: ['voltageV'] })).toHaveLength(1);
  });
});

describe('a question that must see a write', () => {
  it('waits for it', async () => {
    const historian = await HistorianWorld.start({ env: { HISTORY_MARK_WAIT_MS: '4000' } });
    const asked = historian.latest({ after: [mark], devices: [legacyBattery] });
    await historian.command({ charge: 10, timestamp });
    expect(await asked).toMatchObject([{ value: 10 }]);
  });

  it('does not wait for what is stored already', async () => {
    const historian = await HistorianWorld.start({ env: { HISTORY_MARK_WAIT_MS: '60000' } });
    await historian.command({ charge: 10, timestamp });
    await eventually(async () => expect(await historian.charges()).toEqual([10]));
    expect(await historian.latest({ after: [mark] })).toHaveLength(1);
  });

  it('is answered with what there is when the write does not come', async () => {
    const historian = await HistorianWorld.start({ env: { HISTORY_MARK_WAIT_MS: '20' } });
    expect(await historian.latest({ after: [mark] })).toEqual([]);
  });
});

describe('a question that comes after a batch was confirmed to its sender', () => {
  it('sees it, however much is before it', async () => {
    // So much is checked and sent in one go that a busy machine hears of nothing else for seconds.
    const env = { HISTORY_MARK_WAIT_MS: '10000', MQTT_PUBLISH_DEADLINE_MS: '30000' };
    const historian = await HistorianWorld.start({ env });
    const { client } = historian.world;
    const manyReadings = (batch: number) =>
      Array.from({ length: 1_000 }, (_, i) => aReading({ atMs: testTimeMs - 100_000 + batch * 1_000 + i }));
    const message = (arrival: number) =>
      anOriginalMessage({ device: 'cell:c1', receivedAtMs: testTimeMs, arrival });
    const send = (i: number) => historian.send(manyReadings(i), { messages: [message(i)] });
    await Promise.all(Array.from({ length: 40 }, (_, i) => send(i)));
    const asked = client.request(historyNewestMessages, {}, { kind: 'cell', limit: 1 });
    const [{ messages }, latest] = await Promise.all([asked, historian.latest()]);
    expect(messages).toEqual([message(39)]);
    expect(latest).toMatchObject([{ atMs: testTimeMs - 100_000 + 39_999 }]);
  });
});

describe('a write by hand', () => {
  const aValue = (value: number, atMs = testTimeMs) =>
    aReading({ device: legacyBattery, metric: 'charge', value, atMs });

  it('is stored when it is answered; the same again is nothing new, another value stays beside it', async () => {
    const historian = await HistorianWorld.start();
    const write = (value: number) =>
      historian.world.client.request(historyWrite, {}, { readings: [aValue(value)] });
    expect(await write(10)).toEqual({ accepted: 1 });
    expect(await historian.charges()).toEqual([10]);
    for (const value of [12, 12, 10]) expect(await write(value)).toEqual({ accepted: 1 });
    expect(await historian.charges()).toEqual([10, 12]);
    expect(await historian.latest()).toMatchObject([{ value: 12 }]);
  });

  it('of an impossible time is refused as a whole', async () => {
    const historian = await HistorianWorld.start();
    const readings = [aValue(1), aValue(2, testTimeMs + 86_400_000)];
    const written = historian.world.client.request(historyWrite, {}, { readings });
    await expect(written).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringMatching(/2026-01-02/),
    });
    expect(await historian.charges()).toEqual([]);
  });
});

describe('a demo device', () => {
  const demo = aReading({ device: 'battery:demo' });

  it('can be forgotten, a real one cannot', async () => {
    const historian = await HistorianWorld.start();
    await historian.send([demo, aReading()]);
    await eventually(async () => expect(await historian.latest()).toHaveLength(2));
    const forget = (device: string) => historian.world.client.request(historyForget, {}, { device });
    expect(await forget('battery:demo')).toEqual({ points: 1, messages: 0 });
    await expect(forget('battery:b1')).rejects.toMatchObject({ code: 'device.not-demo' });
    expect(await historian.latest()).toEqual([aReading()]);
  });

  it('that retires disappears from the store and from every later answer', async () => {
    const historian = await HistorianWorld.start();
    const { client } = historian.world;
    await historian.send([demo, aReading()]);
    await eventually(async () => expect(await historian.latest()).toHaveLength(2));
    const entry = aDeviceEntry({ device: 'battery:demo', isDemo: true, isRetired: true });
    await client.publish(deviceRegistered, { device: entry.device }, entry);
    await eventually(async () => expect(await historian.store.latest({})).toEqual([aReading()]));

    await historian.send([{ ...demo, atMs: testTimeMs + 1 }, aReading({ atMs: testTimeMs + 1 })]);
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ atMs: testTimeMs + 1 }]));
    expect(await historian.range({ device: 'battery:demo' })).toEqual({ points: [], windows: [] });
  });

  it('is the only kind that can retire', async () => {
    const historian = await HistorianWorld.start();
    const { client } = historian.world;
    await historian.send([aReading()]);
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    await client.publish(deviceRegistered, { device: 'battery:b1' }, aDeviceEntry({ isRetired: true }));
    const entry = aDeviceEntry({ device: 'battery:demo', isDemo: true, isRetired: true });
    await client.publish(deviceRegistered, { device: entry.device }, entry);
    await historian.send([demo, aReading({ metric: 'voltageV' })]);
    await eventually(async () => expect(await historian.latest({ metrics: ['voltageV'] })).toHaveLength(1));
    expect(await historian.latest()).toHaveLength(2);
  });
});
