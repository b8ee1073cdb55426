import { describe, expect, it } from '@jest/globals';
import { gas } from './gas.js';
import { aMessage, listenerOf, receivedAtMs } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';

const { hear, said, reasonOf } = listenerOf(gas);
const path = '/receive-json';
const topic = 'gas/handheld 1/data';
const handheld = {
  pct: 90,
  id: 'handheld 1',
  ts: 1_673_049_150,
  sensors: [
    { type: 'CH4', val: 200 },
    { type: 'CO', val: 1280 },
    { type: 'CO', val: 726 },
    { type: 'CO', val: 3856 },
  ],
};
const extended = {
  id: 'handheld-1',
  ts: '2026-03-01T11:59:00Z',
  batt: { pct: 90, chg: false },
  sensors: [{ type: 'CH4', name: 'MQ-4', unit: 'ppm', val: 200 }],
  temp: { type: 'DS18B20', unit: 'C', val: 21.5 },
  stat: { alarm: false, fault: true },
};
const measuredOf = (body: unknown) => said(path, body)[0]?.measured;
const timeOf = (ts: unknown) => said(path, { ...handheld, ts })[0]?.own?.atMs;

describe('the gas meter', () => {
  it.each([path, topic])('is read on %s: every sensor, several for one gas by their order', (where) => {
    expect(gas.speaks(where)).toBe(true);
    const [all] = said(where, handheld);
    expect(all?.device).toBe('gas:handheld 1');
    expect(all?.measured.map(({ metric, index, value }) => [metric, index, value])).toEqual([
      ['concentrationPpm', 'CH4/0', 200],
      ['concentrationPpm', 'CO/0', 1280],
      ['concentrationPpm', 'CO/1', 726],
      ['concentrationPpm', 'CO/2', 3856],
      ['batteryPct', undefined, 90],
    ]);
  });

  it.each(['gas/data', 'gas//data', 'gas/a/b/data', 'gas/a/data/x', 'receive-json'])(
    'is not on %s',
    (other) => {
      expect(gas.speaks(other)).toBe(false);
    },
  );

  it('may speak the extended format, with units', () => {
    expect(said(topic, extended)).toEqual([
      {
        device: 'gas:handheld-1',
        measured: [
          { metric: 'concentrationPpm', index: 'CH4/0', value: 200, unit: 'ppm' },
          { metric: 'batteryPct', value: 90 },
          { metric: 'temperatureC', value: 21.5, unit: 'C' },
          { metric: 'alarmState', value: 0 },
          { metric: 'faultState', value: 1 },
        ],
        own: expect.objectContaining({ atMs: receivedAtMs - 60_000, ifImpossible: 'receipt' }),
        ordinal: expect.any(Number),
      },
    ]);
  });

  it('keeps messages of one second apart, and a second delivery of one together', () => {
    const [one, other] = [{ ...extended }, { ...extended, temp: { val: 22 } }];
    const ordinalOf = (body: unknown) => said(topic, body)[0]?.ordinal;
    expect(ordinalOf(one)).toBe(ordinalOf(one));
    expect(ordinalOf(one)).not.toBe(ordinalOf(other));
  });

  it.each([
    ['seconds', receivedAtMs / 1_000 - 60, -60_000],
    ['seconds as text', String(receivedAtMs / 1_000 - 60), -60_000],
    ['milliseconds', receivedAtMs - 1, -1],
    ['ISO 8601 without an offset', '2026-03-01T11:00:00', -3_600_000],
    ['a backlog of six days', receivedAtMs / 1_000 - 6 * 86_400, -6 * 86_400_000],
  ])('believes %s', (_, ts, agoMs) => {
    expect(timeOf(ts)).toBe(receivedAtMs + agoMs);
  });

  it.each([
    3600,
    0,
    null,
    undefined,
    '',
    'soon',
    true,
    1e308,
    1_673_049_150,
    4_102_444_800,
    '1970-01-01T00:00:00Z',
  ])('takes the time of receipt instead of %j', (ts) => {
    expect(timeOf(ts)).toBeUndefined();
  });

  it.each([
    ['a number as text', { pct: '90', id: 'a' }, 90],
    ['a word', { pct: 'full', id: 'a' }, undefined],
    ['a fraction', { pct: 90.5, id: 'a' }, 90.5],
    ['true', { pct: true, id: 'a' }, 1],
    ['zero', { pct: 0, id: 'a' }, 0],
    ['too much', { pct: 250, id: 'a' }, 250],
  ])('takes %s for its charge', (_, body, value) => {
    expect(measuredOf(body)?.find(({ metric }) => metric === 'batteryPct')?.value).toBe(value);
  });

  it.each([
    [7, 'gas:7'],
    [true, 'gas:1'],
    [` ${'x'.repeat(150)}`, `gas: ${'x'.repeat(150)}`],
    ['a/+#🔥', 'gas:a/+#🔥'],
  ])('named %j is %s', (id, device) => {
    expect(said(path, { pct: 1, id })[0]?.device).toBe(device);
  });

  it('has the name of its topic where it says none', () => {
    expect(said(topic, { pct: 1 })[0]?.device).toBe('gas:handheld 1');
  });

  it('takes anything for its sensors, and leaves out what is no number', () => {
    for (const sensors of ['none', null, 5, {}, [1, null, 'x', {}, { type: 'CO' }, { val: [] }]])
      expect(measuredOf({ pct: 1, id: 'a', sensors })).toEqual([{ metric: 'batteryPct', value: 1 }]);
    const odd = [
      { type: 'CO', val: null },
      { type: ' co ', val: '5' },
      { val: 1 },
      { type: 'x'.repeat(99), val: -2 },
    ];
    expect(measuredOf({ pct: 1, id: 'a', sensors: odd })?.map(({ index, value }) => [index, value])).toEqual([
      ['CO/1', 5],
      ['OTHER/0', 1],
      ['OTHER/1', -2],
      [undefined, 1],
    ]);
  });

  it.each(['null', '{}', '[]', '0', '""', 'false', ''])('has nothing in %j', (body) => {
    expect(reasonOf(path, body)).toBe('No JSON payload provided');
  });

  it.each([
    { ts: 1 },
    { id: 'a' },
    { id: 'a', pct: null },
    ...['', 0, false, [], null].map((id) => ({ pct: 1, id })),
  ])('misses something in %j', (body) => {
    expect(reasonOf(path, body)).toBe("Missing required fields: 'pct' or 'id'");
  });

  it.each([
    ['[1]', /must be a JSON object/],
    ['true', /must be a JSON object/],
    ['{"pct":1', /not JSON/],
    [{ pct: [1], id: 'a' }, /"pct" must be a number/],
    [{ pct: 2 ** 63, id: 'a' }, /"pct" must be a number/],
    [{ pct: 1, id: { a: 1 } }, /"id" must be text/],
    [{ pct: 1, id: 'a', ts: [1] }, /"ts" must be Unix seconds/],
    [{ pct: 1, id: 'a', sensors: Array.from({ length: 1_001 }, () => ({ val: 1 })) }, /more than 1000/],
  ])('refuses %j', (body, reason) => {
    expect(reasonOf(path, body)).toMatch(reason);
  });

  it('answers to anything', () => {
    const keys = ['pct', 'id', 'ts', 'sensors', 'type', 'val', 'unit', 'batt', 'temp', 'stat', 'alarm'];
    expectAnswersToAnything(gas, { topics: [path, topic], keys });
    expect(hear(path, aMessage(path, '\u0000').payload).kind).toBe('refused');
  });
});
