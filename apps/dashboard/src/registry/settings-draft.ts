import type { DeviceEntry, DeviceSettings, HeatPumpBrand } from '@kilowatch/contracts';
import { type CalibrationDraft, calibrationDraftOf } from './calibration-state.js';

/** What stands in the fields of the form. An empty text is no word. */
export interface SettingsDraft extends CalibrationDraft {
  readonly name: string;
  readonly group: string;
  readonly location: string;
  readonly brand: HeatPumpBrand | '';
  readonly calibration: 'calibrated' | 'uncalibrated' | '';
  readonly isIgnored: boolean;
}

export const draftOf = (entry: DeviceEntry): SettingsDraft => ({
  name: entry.name ?? '',
  group: entry.group ?? '',
  location: entry.location ?? '',
  brand: entry.brand ?? '',
  calibration: entry.calibration ?? '',
  ...calibrationDraftOf(entry),
  isIgnored: entry.isIgnored ?? false,
});

/** The server takes no longer ones. */
export const longestName = 200;

const word = <T extends string>(text: T | ''): T | null => (text.trim() === '' ? null : (text.trim() as T));

/** What is said of a calibration; nothing, where there is none. */
export const calibrationIn = (draft: CalibrationDraft, isCalibrated = true): DeviceSettings => ({
  calibratedOn: isCalibrated ? word(draft.calibratedOn) : null,
  calibrationDueOn: isCalibrated ? word(draft.calibrationDueOn) : null,
  calibrationNote: isCalibrated ? word(draft.calibrationNote) : null,
});

const settingsIn = (draft: SettingsDraft): DeviceSettings => ({
  name: word(draft.name),
  group: word(draft.group),
  location: word(draft.location),
  brand: word(draft.brand),
  calibration: word(draft.calibration),
  ...calibrationIn(draft, draft.calibration === 'calibrated'),
  isIgnored: draft.isIgnored,
});

/** What differs between the fields now and as they were; undefined: nothing. */
export function changesOf(before: SettingsDraft, now: SettingsDraft): DeviceSettings | undefined {
  const [all, was] = [settingsIn(now), settingsIn(before)];
  const keys = Object.keys(all) as (keyof SettingsDraft)[];
  const changed = keys.filter((key) => all[key] !== was[key]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((key) => [key, all[key]]));
}

/** What was typed into the fields while the server took over what had been `sent`. */
export const typedSince = (
  typed: Partial<SettingsDraft>,
  sent: Partial<SettingsDraft>,
): Partial<SettingsDraft> => {
  const keys = Object.keys(typed) as (keyof SettingsDraft)[];
  return Object.fromEntries(keys.filter((key) => typed[key] !== sent[key]).map((key) => [key, typed[key]]));
};
