import { describe, expect, it } from '@jest/globals';
import { calibrationDraftOf, calibrationProblemOf, calibrationStateOf } from './calibration-state.js';

const today = '2026-03-12';

describe('calibrationStateOf', () => {
  it.each([
    [{}, 'uncalibrated'],
    [{ calibration: 'uncalibrated', calibrationDueOn: '2027-03-12' }, 'uncalibrated'],
    [{ calibration: 'calibrated' }, 'calibrated'],
    [{ calibration: 'calibrated', calibrationDueOn: '2026-03-12' }, 'calibrated'],
    [{ calibration: 'calibrated', calibrationDueOn: '2026-03-11' }, 'overdue'],
  ] as const)('of %j is %s', (entry, expected) => {
    expect(calibrationStateOf(entry, today)).toBe(expected);
  });
});

describe('calibrationProblemOf', () => {
  it.each([
    [{}, undefined],
    [{ calibratedOn: '2026-03-12' }, undefined],
    [{ calibrationDueOn: '2020-01-01' }, undefined],
    [{ calibratedOn: '2026-03-12', calibrationDueOn: '2026-03-13' }, undefined],
    [{ calibratedOn: '2026-03-13' }, { field: 'calibratedOn', problem: 'to-come' }],
    [
      { calibratedOn: '2026-03-12', calibrationDueOn: '2026-03-12' },
      { field: 'calibrationDueOn', problem: 'not-later' },
    ],
  ])('of %j is %j', (entry, expected) => {
    expect(calibrationProblemOf(calibrationDraftOf(entry), today)).toEqual(expected);
  });
});
