import { describe, expect, it } from '@jest/globals';
import { windowColumns } from './window-columns.js';

const at = (atMs: number) => ({ atMs, value: 2, min: 1, max: 3 });

describe('windowColumns', () => {
  it('joins windows that touch, and breaks the line where one is missing', () => {
    const { atMs, value, max } = windowColumns([at(500), at(1_500), at(4_500)], 1_000);
    expect([...atMs]).toEqual([500, 1_500, 2_000, 4_500]);
    expect([...value]).toEqual([2, 2, NaN, 2]);
    expect([...max]).toEqual([3, 3, NaN, 3]);
  });

  it('has nothing of nothing', () => {
    expect(windowColumns([], 1_000).atMs).toHaveLength(0);
  });
});
