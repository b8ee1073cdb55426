import { useComputed } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { localTextOf } from '../range/local-text.js';

/** The day that it is at the site, as `2026-03-12`. */
export function useToday(): string {
  const { live, site } = useAppState();
  return useComputed(() =>
    localTextOf(live.nowMs.value, timeZoneOf(site.value)).slice(0, '2026-03-12'.length),
  ).value;
}
