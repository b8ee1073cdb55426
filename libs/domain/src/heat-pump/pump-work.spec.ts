import { describe, expect, it } from '@jest/globals';
import { pumpWorkOf } from './pump-work.js';

const minuteMs = 60_000;
const everyMinute = (...values: number[]) => ({ atMs: values.map((_, i) => (i + 1) * minuteMs), values });
const series = {
  radiator_forward: everyMinute(38, 38, 38, 38),
  radiator_return: everyMinute(32, 32, 32, 32),
  brine_in_evaporator: everyMinute(4, 4, 4, 4),
  brine_out_condenser: everyMinute(1, 1, 1, 1),
};

describe('pumpWorkOf', () => {
  it('has a COP while the compressor runs, also where its state was said only when it changed', () => {
    const compressor = { atMs: [minuteMs, 3 * minuteMs], values: [1, 0] };
    const {
      cop,
      meanCop,
      compressor: held,
    } = pumpWorkOf({ ...series, compressor_status: compressor }, minuteMs);
    expect(cop).toEqual({ atMs: [minuteMs, 2 * minuteMs], values: [4, 4] });
    expect(meanCop).toBe(4);
    expect(held).toEqual(everyMinute(1, 1, 0, 0));
  });

  it('says nothing of what nobody said', () => {
    const nothing = { atMs: [], values: [] };
    expect(pumpWorkOf(series, minuteMs)).toMatchObject({
      cop: nothing,
      meanCop: undefined,
      compressor: nothing,
      valve: nothing,
    });
    expect(pumpWorkOf({}, minuteMs).deltas).toEqual({ radiator: nothing, brine: nothing });
  });

  it('knows no state after a silence until it is said again', () => {
    const hourMs = 60 * minuteMs;
    const later = { atMs: [minuteMs, hourMs, hourMs + minuteMs], values: [20, 20, 20] };
    const { valve } = pumpWorkOf(
      {
        radiator_forward: later,
        switch_valve_status: { atMs: [minuteMs, hourMs + minuteMs], values: [1, 0] },
      },
      minuteMs,
    );
    expect(valve).toEqual({ atMs: [minuteMs, hourMs + minuteMs], values: [1, 0] });
  });
});
