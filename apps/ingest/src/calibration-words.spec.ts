import type { DeviceSettings } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { fittingCalibration } from './calibration-words.js';

const nowMs = Date.UTC(2026, 2, 12, 9);
const calibrated: DeviceSettings = {
  ...{ name: 'Cellar', calibration: 'calibrated', calibrationNote: 'J. Berg' },
  ...{ calibratedOn: '2025-03-12', calibrationDueOn: '2026-03-12' },
};

describe('fittingCalibration', () => {
  it.each<[string, DeviceSettings, DeviceSettings]>([
    ['a calibration with its days', {}, calibrated],
    ['one of which no day is known', {}, { calibration: 'calibrated' }],
    ['another name', calibrated, { name: 'Attic' }],
    ['another day on which it is due', calibrated, { calibrationDueOn: '2025-09-12' }],
    ['both days of the next one', calibrated, { calibratedOn: '2026-03-12', calibrationDueOn: '2027-03-12' }],
    [
      'today where today is already tomorrow',
      calibrated,
      { calibratedOn: '2026-03-12', calibrationDueOn: null },
    ],
    ['that nothing is known of a day any more', { calibration: 'uncalibrated' }, { calibratedOn: null }],
  ])('takes %s as it is', (_, before, change) => {
    expect(fittingCalibration(before, change, nowMs)).toBe(change);
  });

  it.each<DeviceSettings>([{ calibration: 'uncalibrated' }, { calibration: null }])(
    'takes the days and the note back with the calibration: %j',
    (change) => {
      expect(fittingCalibration(calibrated, change, nowMs)).toEqual({
        ...change,
        ...{ calibratedOn: null, calibrationDueOn: null, calibrationNote: null },
      });
    },
  );

  it.each<[string, DeviceSettings, DeviceSettings, RegExp]>([
    ['a day of what is not calibrated', {}, { calibratedOn: '2026-03-12' }, /set calibration "calibrated"/],
    ['a note with the word that it is not', calibrated, { calibration: null, calibrationNote: 'x' }, /Note/],
    ['a day to come', calibrated, { calibratedOn: '2026-03-14' }, /calibratedOn 2026-03-14 has not come/],
    ['a due day that is no later', calibrated, { calibrationDueOn: '2025-03-12' }, /later than calibratedOn/],
    [
      'a calibration after it was due',
      calibrated,
      { calibratedOn: '2026-03-12' },
      /calibrationDueOn 2026-03-12/,
    ],
  ])('refuses %s', (_, before, change, words) => {
    expect(() => fittingCalibration(before, change, nowMs)).toThrow(
      expect.objectContaining({ code: 'request.invalid', message: expect.stringMatching(words) }),
    );
  });
});
