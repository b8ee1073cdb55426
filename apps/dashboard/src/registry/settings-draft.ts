import type { DeviceEntry, DeviceSettings, HeatPumpBrand } from '@kilowatch/contracts';

/** What stands in the fields of the form. An empty text is no word. */
export interface SettingsDraft {
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
  isIgnored: entry.isIgnored ?? false,
});

/** The server takes no longer ones. */
export const longestName = 200;

const word = <T extends string>(text: T | ''): T | null => (text.trim() === '' ? null : (text.trim() as T));

/** What differs between the fields now and as they were; undefined: nothing. */
export function changesOf(before: SettingsDraft, now: SettingsDraft): DeviceSettings | undefined {
  const all: DeviceSettings = {
    name: word(now.name),
    group: word(now.group),
    location: word(now.location),
    brand: word(now.brand),
    calibration: word(now.calibration),
    isIgnored: now.isIgnored,
  };
  const was: DeviceSettings = {
    name: word(before.name),
    group: word(before.group),
    location: word(before.location),
    brand: word(before.brand),
    calibration: word(before.calibration),
    isIgnored: before.isIgnored,
  };
  const keys = Object.keys(all) as (keyof SettingsDraft)[];
  const changed = keys.filter((key) => all[key] !== was[key]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((key) => [key, all[key]]));
}
