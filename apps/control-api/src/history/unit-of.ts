import { batteryMetrics, legacyBatteryMetrics } from '@kilowatch/contracts';

const units: Readonly<Record<string, string>> = { ...batteryMetrics, ...legacyBatteryMetrics };

/** The unit of a metric; undefined where only its device knows it. */
export const unitOf = (metric: string): string | undefined =>
  Object.hasOwn(units, metric) ? units[metric] : undefined;
