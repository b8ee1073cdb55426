import { describe, expect, it } from '@jest/globals';
import { toPixels } from './pixel-columns.js';
import { columnsOf } from './series-columns.js';
import { onSpans } from './trace-series.js';

const spansOf = (points: Parameters<typeof columnsOf>[0], stepMs = 1_000) =>
  onSpans(toPixels(columnsOf(points), { fromMs: 0, toMs: 20_000, widthPx: 1_000 }), stepMs, 20_000);

describe('the lane of a state', () => {
  it('is filled from one change to the next', () => {
    expect(
      spansOf([
        [1_000, 0],
        [2_000, 1],
        [5_000, 1],
        [9_000, 0],
      ]),
    ).toEqual([[2_000, 9_000]]);
  });

  it('is not filled over a gap, but for the window in which it was on', () => {
    expect(
      spansOf([
        [2_000, 1],
        [3_000, null],
        [9_000, 1],
      ]),
    ).toEqual([
      [2_000, 3_000],
      [9_000, 10_000],
    ]);
  });

  it('shows a state that was on for a part of a window only', () => {
    const columns = columnsOf([
      [1_000, 0],
      [2_000, 0.01],
      [3_000, 0],
    ]);
    const spans = onSpans(toPixels(columns, { fromMs: 0, toMs: 20_000, widthPx: 1_000 }), 1_000, 20_000);
    expect(spans).toEqual([[2_000, 3_000]]);
  });
});
