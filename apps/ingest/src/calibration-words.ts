import { type DeviceSettings, Fault } from '@kilowatch/contracts';

/** In some time zone it is already the next day: 14 hours ahead of UTC at most. */
const farthestAheadMs = 14 * 3_600_000;

const takenBack = { calibratedOn: null, calibrationDueOn: null, calibrationNote: null } as const;

/**
 * What is to be set so that what is said of a calibration fits together: its days and note go with the calibration itself.
 * Fault: `request.invalid` where it cannot be, as a day before the calibration on which it is due.
 */
export function fittingCalibration(
  before: DeviceSettings,
  change: DeviceSettings,
  nowMs: number,
): DeviceSettings {
  const after = { ...before, ...change };
  if (after.calibration !== 'calibrated') {
    const said = Object.keys(takenBack).find((key) => change[key as keyof typeof takenBack]);
    if (said) throw wrong(`${said} is of a device that is calibrated: set calibration "calibrated" with it`);
    return before.calibration === 'calibrated' ? { ...change, ...takenBack } : change;
  }
  const { calibratedOn, calibrationDueOn } = after;
  const latestToday = new Date(nowMs + farthestAheadMs).toISOString().slice(0, 10);
  if (change.calibratedOn && change.calibratedOn > latestToday)
    throw wrong(
      `calibratedOn ${change.calibratedOn} has not come yet: set the day on which it was calibrated`,
    );
  if (calibratedOn && calibrationDueOn && calibrationDueOn <= calibratedOn)
    throw wrong(
      `calibrationDueOn ${calibrationDueOn} must be later than calibratedOn ${calibratedOn}: set both where one has changed`,
    );
  return change;
}

const wrong = (reason: string): Fault => new Fault('request.invalid', reason);
