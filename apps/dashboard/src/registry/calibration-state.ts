import type { DeviceEntry } from '@kilowatch/contracts';

type Calibrated = Pick<DeviceEntry, 'calibration' | 'calibratedOn' | 'calibrationDueOn' | 'calibrationNote'>;

/** Whether the numbers of a device may be relied upon. Overdue: they may, as far as anybody knows, but somebody should see to it. */
export type CalibrationState = 'calibrated' | 'overdue' | 'uncalibrated';

/** `today` and the days of a calibration are days of the site, as `2026-03-12`; on the day itself it is not overdue yet. */
export function calibrationStateOf(
  { calibration, calibrationDueOn }: Calibrated,
  today: string,
): CalibrationState {
  if (calibration !== 'calibrated') return 'uncalibrated';
  return calibrationDueOn !== undefined && calibrationDueOn < today ? 'overdue' : 'calibrated';
}

/** What stands in the fields of a calibration; an empty text: nothing is known. */
export interface CalibrationDraft {
  readonly calibratedOn: string;
  readonly calibrationDueOn: string;
  readonly calibrationNote: string;
}

export const calibrationDraftOf = (entry: Calibrated): CalibrationDraft => ({
  calibratedOn: entry.calibratedOn ?? '',
  calibrationDueOn: entry.calibrationDueOn ?? '',
  calibrationNote: entry.calibrationNote ?? '',
});

export type CalibrationProblem = 'to-come' | 'not-later';

/** What is wrong with the days, and in which field. */
export function calibrationProblemOf(
  { calibratedOn, calibrationDueOn }: CalibrationDraft,
  today: string,
): { field: 'calibratedOn' | 'calibrationDueOn'; problem: CalibrationProblem } | undefined {
  if (calibratedOn > today) return { field: 'calibratedOn', problem: 'to-come' };
  if (calibrationDueOn !== '' && calibrationDueOn <= calibratedOn)
    return { field: 'calibrationDueOn', problem: 'not-later' };
  return undefined;
}
