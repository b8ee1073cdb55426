import type { Reported } from '../format/age.js';
import type { Report } from './reports.js';
import { nothing, oldestOf } from './said.js';

/** All batteries of the site as one. */
export interface BatteryNow {
  /** W, positive while discharging: of those that report it now, else the last known of all. As old as the oldest of them. */
  readonly power: Reported;
  /** Lowest and highest state of charge: without the capacities nobody knows that of the whole. */
  readonly soc: Reported;
  readonly highestSocPct: number | undefined;
  /** How many of them the power is of. */
  readonly counted: number;
}

export function batteryNow(reports: readonly Report[]): BatteryNow {
  const power = newsOf(reports, 'activePowerW');
  const soc = newsOf(reports, 'socPct').toSorted((a, b) => a.value - b.value);
  const sum = power.reduce((total, { value }) => total + value, 0);
  return {
    power: { ...(oldestOf(power) ?? nothing), value: power.length > 0 ? sum : undefined },
    soc: soc[0] ? { ...(oldestOf(soc) ?? nothing), value: soc[0].value } : nothing,
    highestSocPct: soc.length > 1 ? soc.at(-1)?.value : undefined,
    counted: power.length,
  };
}

type Known = Reported & { value: number };

/** What is fresh; where nothing is, what was last known. */
function newsOf(reports: readonly Report[], metric: string): Known[] {
  const known = reports
    .map((report) => report(metric))
    .filter((value): value is Known => value.value !== undefined && value.quality !== 'missing');
  const fresh = known.filter(({ freshness }) => freshness === 'fresh');
  return fresh.length > 0 ? fresh : known;
}
