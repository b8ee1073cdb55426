import { type LegacyBatteryMetric, legacyBattery, type RangePoint, type Reading } from '@kilowatch/contracts';
import { formatInstant, formatInstantWithOffset } from './instant.js';

/** One element of `GET /read`: one stored point, so one of the two is always null. kW. */
export interface ReadRow {
  readonly time: string;
  readonly charge: number | null;
  readonly discharge: number | null;
}

/** A stored point of `battery_data` as `GET /read` shows it. */
export const readRowOf = ({ metric, atMs, value }: RangePoint): ReadRow => ({
  time: formatInstantWithOffset(atMs),
  charge: metric === 'charge' ? value : null,
  discharge: metric === 'discharge' ? value : null,
});

/** The reply of `GET /livedata`, in kW. `value` is where one revision of the predecessor put the charge. */
export interface Livedata {
  readonly charge: number | null;
  readonly discharge: number | null;
  readonly unit: 'kW';
  readonly timestamp: string | null;
  readonly value: number | null;
}

/** `GET /livedata` from the newest readings; those of other devices and metrics do not count. */
export function livedataOf(newest: readonly Reading[]): Livedata {
  const find = (metric: LegacyBatteryMetric) =>
    newest.find((reading) => reading.device === legacyBattery && reading.metric === metric);
  const charge = find('charge');
  const discharge = find('discharge');
  const times = [charge, discharge].flatMap((reading) => (reading ? [reading.atMs] : []));
  return {
    charge: charge?.value ?? null,
    discharge: discharge?.value ?? null,
    unit: 'kW',
    timestamp: times.length ? formatInstant(Math.max(...times)) : null,
    value: charge?.value ?? null,
  };
}
