import { describe, expect, it } from '@jest/globals';
import { commandSteps } from './command-steps.js';

const grid = { fromMs: 0, untilMs: 12_000, stepMs: 4_000 };

describe('commandSteps', () => {
  it('lets the newest direction win, a stop end it and the last command hold to the end', () => {
    const steps = commandSteps(
      {
        chargeW: [
          [1_000, 10_000],
          [9_000, 0],
        ],
        dischargeW: [[5_000, 4_000]],
      },
      grid,
    );
    expect(steps.chargeW).toEqual([
      [999, null],
      [1_000, 10_000],
      [2_000, 10_000],
      [4_999, 10_000],
      [5_000, null],
      [6_000, null],
      [8_999, null],
      [9_000, null],
      [10_000, null],
      [12_000, null],
    ]);
    const discharging = steps.dischargeW.filter(([, value]) => value !== null);
    expect(discharging).toEqual([
      [5_000, 4_000],
      [6_000, 4_000],
      [8_999, 4_000],
    ]);
  });

  it('holds a single command to the end', () => {
    const { chargeW } = commandSteps({ chargeW: [[11_000, 7]], dischargeW: [] }, grid);
    expect(chargeW.filter(([, value]) => value === 7).map(([atMs]) => atMs)).toEqual([11_000, 12_000]);
  });

  it('has nothing to hold before the first command', () => {
    expect(commandSteps({ chargeW: [], dischargeW: [] }, grid)).toEqual({ chargeW: [], dischargeW: [] });
  });
});
