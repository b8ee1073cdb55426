import { describe, expect, it } from '@jest/globals';
import { bandOf, gaugeArcs, partOf } from './gauge-arcs.js';

const settings = {
  min: 0,
  max: 60,
  bands: [
    { upTo: 15, concern: 'good' as const },
    { upTo: 35, concern: 'warning' as const },
    { upTo: 60, concern: 'critical' as const },
  ],
};

describe('a gauge', () => {
  it.each([
    [-5, 0, 'good'],
    [15, 0.25, 'good'],
    [30, 0.5, 'warning'],
    [99, 1, 'critical'],
  ])('puts %p at %p of its scale, in the band %p', (value, part, concern) => {
    expect(partOf(value, settings)).toBe(part);
    expect(bandOf(value, settings)?.concern).toBe(concern);
  });

  it('has bands from end to end, without those outside of the scale', () => {
    const arcs = gaugeArcs({ ...settings, min: 20, max: 30 });
    expect(arcs).toEqual([{ from: 0, to: 1, concern: 'warning' }]);
    expect(gaugeArcs(settings).map(({ from, to }) => [from, to])).toEqual([
      [0, 0.25],
      [0.25, 35 / 60],
      [35 / 60, 1],
    ]);
  });
});
