import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeriesBuffer } from './series-buffer.js';

const stepMs = 1_000;
const empty = () => new SeriesBuffer({ atMs: [], gaps: [] }, stepMs);
const rowsOf = (buffer: SeriesBuffer) => {
  const { atMs, value, min, max } = buffer.view();
  return [...atMs].map((at, i) => [at, value[i], min[i], max[i]]);
};

describe('the buffer of a series', () => {
  it('holds windows in their middle, and a break where nothing was heard', () => {
    const buffer = new SeriesBuffer(
      { atMs: [0, 1_000, 9_000], mean: [1, 2, 3], min: [0, 1, 2], max: [2, 3, 4], gaps: [[1_000, 9_000]] },
      stepMs,
    );
    expect(rowsOf(buffer)).toEqual([
      [500, 1, 0, 2],
      [1_500, 2, 1, 3],
      [2_000, NaN, NaN, NaN],
      [9_500, 3, 2, 4],
    ]);
  });

  it('puts live values into the window of their time', () => {
    const buffer = empty();
    for (const [atMs, value] of [
      [100, 1],
      [900, 3],
      [1_200, 5],
      [300, 11],
    ] as const)
      buffer.add(atMs, value);
    expect(rowsOf(buffer)).toEqual([
      [500, 5, 1, 11],
      [1_500, 5, 5, 5],
    ]);
  });

  it('does not join what came after a silence', () => {
    const buffer = empty();
    for (const atMs of [0, 1_000, 2_000, 60_000]) buffer.add(atMs, 1);
    expect(rowsOf(buffer).map(([, value]) => value)).toEqual([1, 1, 1, NaN, 1]);
  });

  it('goes on after a value from the future, and waits for that of a clock that is always ahead', () => {
    const buffer = empty();
    buffer.add(0, 1, 0);
    buffer.add(600_000, 9, 1_000);
    buffer.add(2_000, 2, 2_000);
    buffer.add(3_000, 3, 3_000);
    expect(rowsOf(buffer).map(([atMs]) => atMs)).toEqual([500, 2_500, 3_500]);
    const ahead = empty();
    for (const heardAtMs of [0, 1_000, 2_000]) ahead.add(heardAtMs + 300_000, 1, heardAtMs);
    expect(ahead.length).toBe(3);
  });

  it('takes the usual distance of a sensor that speaks seldom for no silence', () => {
    const atMs = [0, 60_000, 120_000, 180_000];
    const buffer = new SeriesBuffer({ atMs, mean: atMs.map(() => 1), gaps: [] }, stepMs);
    buffer.add(300_000, 2);
    expect(rowsOf(buffer).some(([, value]) => Number.isNaN(value))).toBe(false);
    buffer.add(600_000, 2);
    expect(rowsOf(buffer).some(([, value]) => Number.isNaN(value))).toBe(true);
  });

  it('never grows beyond the windows of its range, loses no extreme of it, and stays in order', () => {
    const samples = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 4_000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(samples, (steps) => {
        const rangeMs = 60_000;
        const buffer = empty();
        const seen: { atMs: number; value: number }[] = [];
        let atMs = 0;
        for (const [afterMs, value] of steps) {
          atMs += afterMs;
          buffer.add(atMs, value);
          buffer.dropBefore(atMs - rangeMs);
          seen.push({ atMs, value });
          expect(buffer.length).toBeLessThanOrEqual(2 * (rangeMs / stepMs + 2));
        }
        const { atMs: times, max } = buffer.view();
        const recent = seen.filter((one) => one.atMs > atMs - rangeMs + stepMs).map(({ value }) => value);
        const known = [...max].filter((value) => !Number.isNaN(value));
        if (recent.length > 0) expect(Math.max(...known)).toBeGreaterThanOrEqual(Math.max(...recent));
        for (let i = 1; i < times.length; i += 1) expect(times[i]!).toBeGreaterThan(times[i - 1]!);
      }),
    );
  });
});
