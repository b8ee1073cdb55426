import { describe, expect, it } from '@jest/globals';
import { heatPumpKpis, type KpiSeries } from './kpis.js';
import type { TimedValues } from './state-over-time.js';

const stepMs = 300_000;
const silenceMs = 600_000;
const none: TimedValues = { atMs: [], values: [] };
const every5Minutes = (...values: number[]): TimedValues => ({
  atMs: values.map((_, i) => i * stepMs),
  values,
});
const kpisOf = (series: Partial<KpiSeries>) =>
  heatPumpKpis({ compressor: none, heater: none, valve: none, power: none, ...series }, silenceMs);

describe('heatPumpKpis', () => {
  it('is all 0 where nothing is known', () => {
    const idle = { hours: 0, percent: 0, starts: 0 };
    expect(kpisOf({})).toEqual({
      energy: { totalKwh: 0, averageW: 0, peakW: 0 },
      compressor: idle,
      heater: idle,
      hotWater: { cycles: 0, averageMinutes: 0, averageKwh: 0 },
    });
  });

  it('adds the energy up, each mean over the window before its time', () => {
    const { energy } = kpisOf({ power: every5Minutes(9_000, 1_200, 2_400, 0, 1_200) });
    expect(energy).toEqual({ totalKwh: expect.closeTo(0.4), averageW: expect.closeTo(1_200), peakW: 9_000 });
  });

  it('counts no energy for a silence, beyond the one that is let pass', () => {
    const power = { atMs: [0, stepMs, stepMs + 36_000_000], values: [0, 1_200, 1_200] };
    expect(kpisOf({ power }).energy.totalKwh).toBeCloseTo(0.1 + 0.2);
  });

  it('counts starts that were seen, and how long it ran', () => {
    const { compressor } = kpisOf({ compressor: every5Minutes(1, 1, 0, 0, 1, 0, 1, 1, 0) });
    expect(compressor).toEqual({ hours: expect.closeTo(25 / 60), percent: 62.5, starts: 2 });
  });

  it('takes hot water for what lasts for five minutes, with the energy it takes', () => {
    const valve = { atMs: [0, 60_000, 180_000, 480_000, 1_080_000], values: [0, 1, 0, 1, 0] };
    const power = { atMs: [60_000, 180_000, 480_000, 1_080_000], values: [0, 5_000, 0, 3_000] };
    const { hotWater } = kpisOf({ valve, power });
    expect(hotWater).toEqual({ cycles: 1, averageMinutes: 10, averageKwh: expect.closeTo(0.5) });
  });
});
