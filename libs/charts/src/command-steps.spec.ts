import { describe, expect, it } from '@jest/globals';
import { commandSteps } from './command-steps.js';

describe('commandSteps', () => {
  it('lets the newest direction win and holds it to the end', () => {
    const steps = commandSteps(
      {
        chargeW: [
          [1_000, 10_000],
          [9_000, 0],
        ],
        dischargeW: [[5_000, 4_000]],
      },
      12_000,
    );
    expect(steps.chargeW).toEqual([
      [1_000, 10_000],
      [5_000, 0],
      [9_000, 0],
      [12_000, 0],
    ]);
    expect(steps.dischargeW).toEqual([
      [1_000, 0],
      [5_000, 4_000],
      [9_000, 0],
      [12_000, 0],
    ]);
  });

  it('has nothing to hold before the first command', () => {
    expect(commandSteps({ chargeW: [], dischargeW: [] }, 5_000)).toEqual({ chargeW: [], dischargeW: [] });
  });
});
