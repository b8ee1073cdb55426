import { describe, expect, it } from '@jest/globals';
import type { DrawnSeries } from './drawn-series.js';
import { frame, seededPoints } from './seeded-points.fixture.js';
import { columnsOf } from './series-columns.js';
import { type SeriesChart, seriesOption } from './series-option.js';

const drawn = (over: Partial<DrawnSeries> = {}, seed = 1): DrawnSeries => ({
  label: `series ${seed}`,
  colour: '#0b62b8',
  unit: '°C',
  shape: 'line',
  axis: 'left',
  grid: 0,
  stepMs: 1_000,
  columns: columnsOf(seededPoints(seed, 1_000, 18, 24)),
  write: (value) => `${value.toFixed(1)} °C`,
  ...over,
});
const chart = (over: Partial<SeriesChart> = {}): SeriesChart => ({
  series: [drawn()],
  heightPx: 240,
  axisWords: (unit) => ({ unit, write: String }),
  ...over,
});
const listOf = (of: unknown): Record<string, unknown>[] => [of ?? []].flat() as Record<string, unknown>[];

describe('seriesOption', () => {
  it('draws seeded series as it always did', () => {
    const series = [
      drawn(),
      drawn({ axis: 'right', unit: '%', shape: 'area' }, 2),
      drawn({ grid: 1, shape: 'bar' }, 3),
      drawn({ grid: 1, shape: 'state' }, 4),
    ];
    const option = seriesOption(
      chart({
        series,
        bands: [{ from: 30, colour: '#b3261e' }],
        marks: [{ value: 22, label: 'mean', colour: '#37434b' }],
        moments: [{ atMs: frame.fromMs + 1_000, label: 'command', colour: '#37434b' }],
      }),
      frame,
    );
    expect(option).toMatchSnapshot();
  });

  it('has one time axis per grid, labelled at the foot only', () => {
    const { option } = seriesOption(
      chart({ series: [drawn(), drawn({ grid: 1 }), drawn({ grid: 2 })] }),
      frame,
    );
    expect(listOf(option.xAxis).map(({ axisLabel }) => (axisLabel as { show: boolean }).show)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('starts areas and bars at zero, and lines where their values are', () => {
    const lowest = (shape: DrawnSeries['shape']) =>
      listOf(seriesOption(chart({ series: [drawn({ shape })] }), frame).option.yAxis)[0]?.['min'];
    expect(lowest('area')).toBe(0);
    expect(lowest('bar')).toBe(0);
    expect(lowest('line')).toBeGreaterThan(10);
  });

  it('leaves room for marks, and has a scale without any value', () => {
    const topOf = (over: Partial<SeriesChart>) =>
      listOf(seriesOption(chart(over), frame).option.yAxis)[0]?.['max'];
    expect(topOf({ marks: [{ value: 60, label: 'limit', colour: '#b3261e' }] })).toBeGreaterThanOrEqual(60);
    expect(topOf({ series: [drawn({ columns: columnsOf([]) })] })).toBe(1);
    expect(topOf({ series: [drawn({ columns: columnsOf([[frame.fromMs, null]]) })] })).toBe(1);
    expect(topOf({ fixed: [{ min: 0, max: 100 }] })).toBe(100);
  });

  it('is like the one before when only values and the span are new, and not when its looks are', () => {
    const before = seriesOption(chart(), frame).likeness;
    const moved = { ...frame, fromMs: frame.fromMs + 1_000, toMs: frame.toMs + 1_000 };
    expect(seriesOption(chart({ series: [drawn({}, 1)] }), moved).likeness).toBe(before);
    expect(seriesOption(chart({ series: [drawn({ colour: '#000000' })] }), frame).likeness).not.toBe(before);
    expect(seriesOption(chart({ series: [drawn(), drawn({}, 2)] }), frame).likeness).not.toBe(before);
    expect(seriesOption(chart(), { ...frame, theme: { ...frame.theme, ink: '#ffffff' } }).likeness).not.toBe(
      before,
    );
  });
});
