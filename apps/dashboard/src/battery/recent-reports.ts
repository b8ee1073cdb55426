import type { Delta } from '@kilowatch/contracts';

/** What was said at one time. */
export interface Report {
  readonly atMs: number;
  /** When this page heard it, by the clock of the server: a device with a wrong clock is heard now all the same. */
  readonly heardAtMs: number;
  readonly values: ReadonlyMap<string, number>;
}

type Values = readonly Pick<Delta['readings'][number], 'metric' | 'value' | 'atMs' | 'quality'>[];

interface Limits {
  nowMs: number;
  keptMs: number;
  /** Older ones go first. */
  most: number;
}

/** Adds values to reports, newest first: those of one time beside each other, and none that was heard too long ago. */
export function withReadings(
  reports: readonly Report[],
  readings: Values,
  { nowMs, keptMs, most }: Limits,
): readonly Report[] {
  const byTime = new Map(reports.map((report) => [report.atMs, report]));
  for (const { metric, value, atMs, quality } of readings) {
    if (quality === 'missing') continue;
    const known = byTime.get(atMs);
    const values = new Map(known?.values).set(metric, value);
    byTime.set(atMs, { atMs, heardAtMs: known?.heardAtMs ?? nowMs, values });
  }
  return [...byTime.values()]
    .filter(({ heardAtMs }) => heardAtMs > nowMs - keptMs)
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, most);
}
