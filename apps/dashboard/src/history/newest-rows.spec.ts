import { describe, expect, it } from '@jest/globals';
import type { RangePoint } from '@kilowatch/contracts';
import fc from 'fast-check';
import { newestRows, type ReadPoints } from './newest-rows.js';
import { csvOf, rowsOf } from './rows.js';

const replyHolds = 20;
const pageSize = 5;

/** A history with one point at each of these times, whose replies hold only so many. */
const historyAt = (times: readonly number[]): ReadPoints => {
  const points = times.map((atMs): RangePoint => ({ metric: 'charge', atMs, value: atMs }));
  return ({ fromMs, toMs }) => {
    const inside = points.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return Promise.resolve({ points: inside.slice(0, replyHolds), isCut: inside.length > replyHolds });
  };
};

describe('newestRows', () => {
  it('finds the end of a sparse history', async () => {
    const read = historyAt([1_000, 2_000, 3_000]);
    const newest = await newestRows(read, { fromMs: 0, toMs: 30 * 86_400_000 }, pageSize);
    expect(newest.rows.map(({ atMs }) => atMs)).toEqual([3_000, 2_000, 1_000]);
    expect(newest.hasOlder).toBe(false);
  });

  it('pages through everything once, newest first, however dense', async () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 5_000_000 }), { maxLength: 90 });
    await fc.assert(
      fc.asyncProperty(times, async (all) => {
        const sorted = all.sort((a, b) => a - b);
        const read = historyAt(sorted);
        const seen: number[] = [];
        let toMs = 5_000_001;
        for (let hasOlder = true; hasOlder;) {
          const next = await newestRows(read, { fromMs: 0, toMs }, pageSize);
          seen.push(...next.rows.map(({ atMs }) => atMs));
          toMs = seen.at(-1) ?? 0;
          hasOlder = next.hasOlder;
        }
        expect(seen).toEqual(sorted.reverse());
      }),
    );
  });
});

describe('rows', () => {
  const points: RangePoint[] = [
    { metric: 'charge', atMs: 1_000, value: 10 },
    { metric: 'discharge', atMs: 1_000, value: 0 },
    { metric: 'charge', atMs: 0, value: 1.5 },
  ];

  it('puts the metrics of one time beside each other', () => {
    expect(
      rowsOf(points).map(({ atMs, values }) => [
        atMs,
        values.get('charge')?.value,
        values.get('discharge')?.value,
      ]),
    ).toEqual([
      [0, 1.5, undefined],
      [1_000, 10, 0],
    ]);
  });

  it('keeps the cells of a pack apart, and what is doubtful about a value', () => {
    const [row] = rowsOf([
      { metric: 'cellVoltageV', index: '1', atMs: 0, value: 3.3 },
      { metric: 'cellVoltageV', index: '2', atMs: 0, value: 3.4, quality: 'suspect' },
    ]);
    expect([...row!.values]).toEqual([
      ['cellVoltageV/1', { value: 3.3, quality: undefined }],
      ['cellVoltageV/2', { value: 3.4, quality: 'suspect' }],
    ]);
  });

  it('writes no number of a sensor that is not there', () => {
    const rows = rowsOf([{ metric: 'voltageV', atMs: 0, value: 0, quality: 'missing' }]);
    expect(csvOf(rows, ['voltageV'])).toBe('time,voltageV\r\n1970-01-01T00:00:00.000Z,\r\n');
  });

  it('writes CSV with an empty cell where nothing was measured', () => {
    expect(csvOf(rowsOf(points), ['charge', 'discharge'])).toBe(
      'time,charge,discharge\r\n1970-01-01T00:00:00.000Z,1.5,\r\n1970-01-01T00:00:01.000Z,10,0\r\n',
    );
  });

  it('writes a column for each series of a metric, whatever it is called', () => {
    const indexed: RangePoint[] = [
      { metric: 'voltageV', index: 'L2', atMs: 0, value: 231 },
      { metric: 'voltageV', index: 'a,"b"', atMs: 0, value: 229 },
    ];
    expect(csvOf(rowsOf(indexed), ['voltageV', 'charge'])).toBe(
      'time,voltageV/L2,"voltageV/a,""b""",charge\r\n1970-01-01T00:00:00.000Z,231,229,\r\n',
    );
  });
});
