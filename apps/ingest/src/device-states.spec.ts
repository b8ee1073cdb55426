import { deviceState, type Reading } from '@kilowatch/contracts';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DeviceStates } from './device-states.js';
import { KeptMessages, settingsAt } from './suite/kept-messages.js';

const startMs = 1_800_000_000_000;

let broker: KeptMessages;
let states: DeviceStates;

beforeEach(() => {
  jest.useFakeTimers({ now: startMs });
  broker = new KeptMessages();
  states = new DeviceStates(
    broker,
    settingsAt(() => Date.now()),
  );
});

afterEach(() => {
  jest.useRealTimers();
});

const aReading = (value: number, changes: Partial<Reading> = {}): Reading => ({
  device: 'battery:b1',
  metric: 'socPct',
  value,
  atMs: startMs + value,
  receivedAtMs: startMs,
  ordinal: 0,
  ...changes,
});

const sent = () => broker.of(deviceState);
const socs = () => sent().map(({ metrics }) => metrics['socPct']?.value);
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('DeviceStates', () => {
  it('lets the service end while the broker is away', async () => {
    states.update([aReading(1)]);
    await pass(0);
    states.update([aReading(2)]);
    broker.isConnected = false;
    await states.onModuleDestroy();
    states.update([aReading(3)]);
    await pass(10_000);
    expect(socs()).toEqual([1]);
  });

  it('has a bounded number of metrics, whatever they are called', async () => {
    const config = { ...settingsAt(() => Date.now()).config, INGEST_STATE_METRICS: 3 };
    states = new DeviceStates(broker, { ...settingsAt(() => Date.now()), config });
    const names = ['a', '__proto__', 'constructor', 'b', 'a'];
    states.update(names.map((metric, i) => aReading(i, { metric })));
    await pass(0);
    expect(Object.entries(sent()[0]!.metrics).map(([name, { value }]) => [name, value])).toEqual([
      ['a', 4],
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it('sends at once, then at most once a second, and always the last value', async () => {
    for (let i = 0; i < 25; i += 1) {
      states.update([aReading(i)]);
      await pass(100);
    }
    await pass(5_000);
    expect(socs()).toEqual([0, 9, 19, 24]);
  });

  it('counts the second for each device', async () => {
    states.update([aReading(1), aReading(2, { device: 'battery:b2' })]);
    await pass(0);
    expect(sent().map(({ device }) => device)).toEqual(['battery:b1', 'battery:b2']);
  });

  it('holds the newest value of every metric', async () => {
    states.update([aReading(5), aReading(400, { metric: 'cellVoltageV', index: '3', atMs: startMs })]);
    states.update([aReading(4)]);
    await pass(1_000);
    expect(sent().at(-1)).toEqual({
      device: 'battery:b1',
      atMs: startMs + 5,
      metrics: { socPct: { value: 5, atMs: startMs + 5 }, 'cellVoltageV/3': { value: 400, atMs: startMs } },
    });
  });

  it('lets a stale value fill a gap but not replace what is known', async () => {
    const stale = { quality: 'stale', atMs: startMs + 999 } as const;
    states.update([aReading(1, stale)]);
    states.update([aReading(2, { atMs: startMs + 1_000 })]);
    await pass(1_000);
    states.update([aReading(3, { ...stale, atMs: startMs + 2_000 })]);
    await pass(1_000);
    expect(sent().map(({ metrics }) => metrics['socPct'])).toEqual([
      { value: 1, atMs: startMs + 999, quality: 'stale' },
      { value: 2, atMs: startMs + 1_000 },
    ]);
  });

  it('goes on from what an earlier run had retained', async () => {
    states.restore({
      device: 'battery:b1',
      atMs: 1,
      metrics: { sohPct: { value: 98, atMs: 1 }, socPct: { value: 1, atMs: 1 } },
    });
    states.update([aReading(50)]);
    await pass(1_000);
    expect(sent()).toMatchObject([{ metrics: { sohPct: { value: 98 }, socPct: { value: 50 } } }]);
  });

  it('tries again while the broker is away', async () => {
    broker.isConnected = false;
    states.update([aReading(1)]);
    await pass(3_000);
    broker.isConnected = true;
    await pass(1_000);
    expect(socs()).toEqual([1]);
  });

  it('leaves room for what devices say: of many states some wait until others are confirmed', async () => {
    const confirms: (() => void)[] = [];
    const publish = jest.spyOn(broker, 'publish');
    publish.mockImplementation(() => new Promise((resolve) => confirms.push(resolve)));
    states.update(Array.from({ length: 2_500 }, (_, i) => aReading(1, { device: `battery:b${i}` })));
    for (const expected of [1_000, 2_000, 2_500]) {
      await pass(500);
      expect(confirms).toHaveLength(expected);
      for (const confirm of confirms) confirm();
    }
  });

  it('leaves no metrics behind when a device is cleared, whatever was waiting', async () => {
    states.update([aReading(1)]);
    states.update([aReading(2)]);
    states.clear('battery:b1');
    await pass(5_000);
    expect(sent().map(({ metrics }) => metrics)).toEqual([{ socPct: { value: 1, atMs: startMs + 1 } }, {}]);
  });

  it('sends what is waiting before the end', async () => {
    states.update([aReading(1)]);
    states.update([aReading(2)]);
    await states.onModuleDestroy();
    expect(socs()).toEqual([1, 2]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('replaces a value from the far future by the next one, and not one from the near future', async () => {
    states.update([aReading(1, { atMs: startMs + 3_600_000 }), aReading(2, { atMs: startMs })]);
    await pass(1_000);
    states.update([aReading(3, { atMs: startMs + 50_000 }), aReading(4, { atMs: startMs + 1 })]);
    await pass(1_000);
    expect(socs()).toEqual([2, 3]);
  });

  it('waits for no more than a second when the clock is set back', async () => {
    states.update([aReading(1)]);
    await pass(0);
    jest.setSystemTime(startMs - 3_600_000);
    states.update([aReading(2)]);
    await pass(1_000);
    expect(socs()).toEqual([1, 2]);
  });
});
