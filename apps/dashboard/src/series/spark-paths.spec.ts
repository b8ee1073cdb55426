import { describe, expect, it } from '@jest/globals';
import { sparkPaths } from './spark-paths.js';
import { SeriesBuffer } from './series-buffer.js';

const span = { fromMs: 0, toMs: 10_000 };
const pathsOf = (values: readonly (readonly [number, number])[]) => {
  const buffer = new SeriesBuffer({ atMs: [], gaps: [] }, 1_000);
  for (const [atMs, value] of values) buffer.add(atMs, value);
  return sparkPaths(buffer.view(), span);
};

describe('a sparkline', () => {
  it('is one piece per run, and never a line over a gap', () => {
    const line =
      pathsOf([
        [0, 1],
        [1_000, 2],
        [8_000, 3],
        [9_000, 4],
      ])?.line ?? '';
    expect(line.match(/M/g)).toHaveLength(2);
    expect(line.match(/L/g)).toHaveLength(2);
  });

  it('shows a lonely value as a dot, and a flat line in the middle', () => {
    const drawn = pathsOf([[5_000, 7]]);
    expect(drawn?.line).toBe('M55.00 16.00h0.01');
    expect([drawn?.low, drawn?.high]).toEqual([7, 7]);
  });

  it('is nothing without values in its time', () => {
    expect(pathsOf([])).toBeUndefined();
    expect(pathsOf([[99_000, 1]])).toBeUndefined();
  });

  it.each([1e-9, 1e12])('holds values of %p', (size) => {
    const { line } = pathsOf([
      [0, -size],
      [1_000, size],
    ])!;
    expect(line).toBe('M5.00 30.00L15.00 2.00');
  });
});
