import { describe, expect, it } from '@jest/globals';
import { commandSteps } from './command-steps.js';

describe('commandSteps', () => {
  it('lets the newest direction win and a stop end it', () => {
    const chargeW = [[1_000, 10_000] as const, [9_000, 0] as const];
    const dischargeW = [[5_000, 4_000] as const];
    expect(commandSteps({ chargeW, dischargeW }, 12_000)).toEqual({
      chargeW: [
        [1_000, 0],
        [1_000, 10_000],
        [5_000, 10_000],
        [5_000, 0],
        [5_000, null],
      ],
      dischargeW: [
        [5_000, 0],
        [5_000, 4_000],
        [9_000, 4_000],
        [9_000, 0],
        [9_000, null],
      ],
    });
  });

  it('holds the last command to the end', () => {
    const { chargeW } = commandSteps({ chargeW: [[1_000, 7]], dischargeW: [] }, 5_000);
    expect(chargeW.map(([atMs]) => atMs)).toEqual([1_000, 1_000, 5_000, 5_000, 5_000]);
  });

  it('has nothing to hold before the first command', () => {
    expect(commandSteps({ chargeW: [], dischargeW: [] }, 5_000)).toEqual({ chargeW: [], dischargeW: [] });
  });
});
