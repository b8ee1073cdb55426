import { useComputed } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { localTextOf } from '../range/local-text.js';

/** The day of a moment in a time zone, as `2026-03-12`. */
export const todayAt = (nowMs: number, timeZone: string): string =>
  localTextOf(nowMs, timeZone).slice(0, '2026-03-12'.length);

/** The day that it is at the site, as `2026-03-12`. */
export function useToday(): string {
  const { live, site } = useAppState();
  return useComputed(() => todayAt(live.nowMs.value, timeZoneOf(site.value))).value;
}
