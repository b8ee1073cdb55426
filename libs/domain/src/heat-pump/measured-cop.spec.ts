import { describe, expect, it } from '@jest/globals';
import { measuredCopOf } from './measured-cop.js';

const stepMs = 300_000;
const every = (...values: number[]) => ({ atMs: values.map((_, i) => i * stepMs), values });
/** 0.3 l/s and 5 K are 6.2 kW of heat. */
const said = { flow: every(18, 18), forward: every(35, 35), back: every(30, 30), power: every(1_500, 3_000) };

describe('the measured COP', () => {
  it('is the heat that the flow carries over the electricity; its mean goes by energy', () => {
    const { cop, meanCop } = measuredCopOf(said, every(1, 1), undefined, stepMs)!;
    expect(cop.atMs).toEqual([0, stepMs]);
    expect(cop.values[0]).toBeCloseTo(6.2175 / 1.5, 6);
    expect(cop.values[1]).toBeCloseTo(6.2175 / 3, 6);
    expect(meanCop).toBeCloseTo((2 * 6.2175) / 4.5, 6);
  });

  it.each([
    ['the compressor rests', { compressor: every(0, 1) }],
    ['nobody knows whether it runs', { compressor: { atMs: [stepMs], values: [1] } }],
    ['the heater warms too', { heater: every(33, 0) }],
    ['nothing flows', { flow: every(0, 18) }],
    ['the flow is not known', { flow: { atMs: [stepMs], values: [18] } }],
    ['the water hardly differs', { back: every(34.5, 30) }],
    ['hardly any power is drawn', { power: every(100, 3_000) }],
  ])('leaves out a window in which %s', (_, part) => {
    const { compressor, heater, ...series } = {
      compressor: every(1, 1),
      heater: every(0, 0),
      ...said,
      ...part,
    };
    expect(measuredCopOf(series, compressor, heater, stepMs)?.cop.atMs).toEqual([stepMs]);
  });

  it('is not known where nothing was measured', () => {
    expect(measuredCopOf({ ...said, flow: every() }, every(1, 1), undefined, stepMs)).toBeUndefined();
  });
});
