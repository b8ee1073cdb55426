import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extremesOf, toPixels } from './pixel-columns.js';
import { columnsOf, type SeriesColumns } from './series-columns.js';

/** Ascending times with values, some of them missing, and windows around them. */
const series = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 1, max: 5_000 }),
      value: fc.option(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { nil: NaN }),
      spread: fc.double({ min: 0, max: 1e3, noNaN: true }),
    }),
    { maxLength: 400 },
  )
  .map((samples): SeriesColumns => {
    let at = 1_767_225_600_000;
    return {
      atMs: Float64Array.from(samples, ({ gapMs }) => (at += gapMs)),
      value: Float64Array.from(samples, ({ value }) => value),
      min: Float64Array.from(samples, ({ value, spread }) => value - spread),
      max: Float64Array.from(samples, ({ value, spread }) => value + spread),
    };
  });
const widthPx = fc.integer({ min: 1, max: 300 });
const wholeOf = ({ atMs }: SeriesColumns) => ({ fromMs: atMs[0] ?? 0, toMs: (atMs.at(-1) ?? 0) + 1 });

describe('a series on a screen', () => {
  it('has at most about one entry per pixel, in order', () => {
    fc.assert(
      fc.property(series, widthPx, (columns, width) => {
        const { length, atMs } = toPixels(columns, { ...wholeOf(columns), widthPx: width });
        expect(length).toBeLessThanOrEqual(width + 4);
        for (let i = 1; i < length; i += 1) expect(atMs[i]!).toBeGreaterThan(atMs[i - 1]!);
      }),
    );
  });

  it('loses no extreme, however narrow the screen', () => {
    fc.assert(
      fc.property(series, widthPx, (columns, width) => {
        const span = wholeOf(columns);
        const { length, min, max } = toPixels(columns, { ...span, widthPx: width });
        const all = extremesOf(columns, span);
        expect(length > 0).toBe(all !== undefined);
        if (!all) return;
        expect(Math.min(...min.subarray(0, length))).toBe(all.low);
        expect(Math.max(...max.subarray(0, length))).toBe(all.high);
      }),
    );
  });

  it('joins nothing across a break, unless it begins and ends within one pixel', () => {
    fc.assert(
      fc.property(series, widthPx, (columns, width) => {
        const span = wholeOf(columns);
        const drawn = toPixels(columns, { ...span, widthPx: width });
        const isDense = columns.atMs.length > width;
        const pixelMs = (span.toMs - span.fromMs) / width;
        const pixelOf = (i: number): number => (isDense ? Math.floor(columns.atMs[i]! / pixelMs) : i);
        const isStart = new Map<number, boolean>();
        for (let i = 0; i < drawn.length; i += 1)
          isStart.set(
            isDense ? Math.floor(drawn.atMs[i]! / pixelMs) : drawn.atMs[i]!,
            drawn.isStart[i] === 1,
          );
        let before: number | undefined;
        for (let i = 0; i < columns.atMs.length; i += 1) {
          if (Number.isNaN(columns.value[i]!)) continue;
          const isAfterBreak = before === undefined || before < i - 1;
          const isSamePixel = before !== undefined && pixelOf(before) === pixelOf(i);
          if (isAfterBreak && !isSamePixel)
            expect(isStart.get(isDense ? pixelOf(i) : columns.atMs[i]!)).toBe(true);
          before = i;
        }
      }),
    );
  });

  it('keeps every sample as it is where there is room, and one beyond either edge', () => {
    const columns = columnsOf([1, 2, 3, 4, 5, 6].map((n) => [n * 1_000, n * n] as const));
    const { length, atMs, value, hasExtremes } = toPixels(columns, {
      fromMs: 2_500,
      toMs: 4_500,
      widthPx: 100,
    });
    expect([...atMs.subarray(0, length)]).toEqual([2_000, 3_000, 4_000, 5_000]);
    expect([...value.subarray(0, length)]).toEqual([4, 9, 16, 25]);
    expect(hasExtremes).toBe(false);
  });

  it('counts pixels from the epoch: a span that moves on leaves the old ones as they were', () => {
    const columns = columnsOf(Array.from({ length: 5_000 }, (_, i) => [i * 100, Math.sin(i)] as const));
    const at = (fromMs: number) => {
      const { length, atMs, value } = toPixels(columns, { fromMs, toMs: fromMs + 200_000, widthPx: 50 });
      return new Map(Array.from({ length }, (_, i) => [atMs[i]!, value[i]!] as const));
    };
    const [first, second] = [at(100_000), at(104_000)];
    const both = [...first.keys()].filter((atMs) => second.has(atMs) && atMs > 110_000 && atMs < 290_000);
    expect(both.length).toBeGreaterThan(40);
    for (const atMs of both) expect(second.get(atMs)).toBe(first.get(atMs));
  });
});
