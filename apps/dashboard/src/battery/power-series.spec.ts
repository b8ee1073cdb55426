import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { SeriesBuffer } from '../series/series-buffer.js';
import { en } from '../texts/en.js';
import { fixedScales, powerSeries, reportedBy } from './power-series.js';

const battery = {
  device: 'battery:b1',
  metrics: { socPct: { value: 50, atMs: 0 } },
} as unknown as DeviceSnapshot;

describe('reportedBy', () => {
  it('leaves out what the battery has never reported', () => {
    const series = powerSeries(battery, en, { grid: 0, shape: 'line' });
    expect(series.map(({ metric }) => metric)).toEqual(['activePowerW', 'socPct']);
    expect(reportedBy(battery, series).map(({ metric }) => metric)).toEqual(['socPct']);
    expect(reportedBy(undefined, series)).toEqual([]);
  });
});

describe('fixedScales', () => {
  const percent = { grid: 0, axis: 'right', min: 0, max: 100 };
  const scalesOf = (metric: string, ...powersW: number[]) => {
    const atMs = powersW.map((_, i) => i * 1_000);
    const buffer = new SeriesBuffer({ atMs, mean: powersW, gaps: [[1_000, 5_000]] }, 1_000);
    const buffers = new Map([[`battery:b1\n${metric}`, buffer]]);
    return fixedScales({ span: { fromMs: 0, toMs: 1 }, stepMs: 1_000, buffers, partial: undefined }, 0);
  };

  it('shows a battery that idles on a scale of a kilowatt', () => {
    expect(scalesOf('activePowerW', -4, 3, 900)).toEqual([
      percent,
      { grid: 0, axis: 'left', min: -1_000, max: 1_000 },
    ]);
  });

  it.each([
    ['activePowerW', 1_001],
    ['setpointW', -5_000],
  ])('leaves the scale to %s where it is larger', (metric, powerW) => {
    expect(scalesOf(metric, 0, powerW, 0)).toEqual([percent]);
  });
});
