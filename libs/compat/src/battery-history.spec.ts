import { getLivedata, getRead, type Reading } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { livedataOf, readRowOf } from './battery-history.js';

const noon = Date.UTC(2025, 0, 1, 12);
const aReading = (part: Partial<Reading>): Reading => ({
  device: 'battery:default',
  metric: 'charge',
  value: 10,
  atMs: noon,
  receivedAtMs: noon,
  ordinal: 0,
  ...part,
});

describe('readRowOf', () => {
  it('shows one stored point per row, as the predecessor did', () => {
    const rows = [
      readRowOf({ metric: 'charge', atMs: noon, value: 10 }),
      readRowOf({ metric: 'discharge', atMs: noon + 300_000, value: 4 }),
    ];
    expect(rows).toEqual([
      { time: '2025-01-01T12:00:00+00:00', charge: 10, discharge: null },
      { time: '2025-01-01T12:05:00+00:00', charge: null, discharge: 4 },
    ]);
    expect(getRead.reply.parse(rows)).toEqual(rows);
  });

  it('keeps milliseconds where there are some', () => {
    expect(readRowOf({ metric: 'charge', atMs: noon + 7, value: 1 }).time).toBe(
      '2025-01-01T12:00:00.007+00:00',
    );
  });
});

describe('livedataOf', () => {
  it('is empty before anything has happened', () => {
    const empty = { charge: null, discharge: null, unit: 'kW', timestamp: null, value: null };
    expect(livedataOf([])).toEqual(empty);
    expect(livedataOf([aReading({ device: 'battery:demo' }), aReading({ metric: 'socPct' })])).toEqual(empty);
  });

  it('has the newest of each and the time of the newer one', () => {
    const newest = [aReading({}), aReading({ metric: 'discharge', value: 4, atMs: noon + 300_000 })];
    const livedata = livedataOf(newest);
    expect(livedata).toEqual({
      charge: 10,
      discharge: 4,
      unit: 'kW',
      timestamp: '2025-01-01T12:05:00Z',
      value: 10,
    });
    expect(getLivedata.reply.parse(livedata)).toEqual(livedata);
  });

  it('tells a stop (0) from nothing', () => {
    expect(livedataOf([aReading({ value: 0 })])).toMatchObject({ charge: 0, value: 0, discharge: null });
  });
});
