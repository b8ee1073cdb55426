import { signal } from '@preact/signals';
import { recall, remember } from '../browser-memory.js';
import { refreshEveryMs, type TimeRange } from '../range/time-span.js';

/** `auto`: as often as there is something new to see. `off`: when somebody asks. */
export const refreshModes = ['auto', '10s', 'off'] as const;
export type RefreshMode = (typeof refreshModes)[number];

const often = 10_000;
const newestRows = 15_000;
const key = 'refresh';

/** How histories are read again, remembered by the browser. */
export const refreshMode = signal<RefreshMode>(refreshModes.find((mode) => mode === recall(key)) ?? 'auto');

export function chooseRefresh(mode: RefreshMode): void {
  refreshMode.value = mode;
  remember(key, mode);
}

/** A long range in windows changes seldom, its newest values all the time. */
export type Read = 'windows' | 'newest rows';

/** ms; undefined: it is not read again by itself, as nothing new comes into a range that stands still. */
export function pauseOf(mode: RefreshMode, range: TimeRange, what: Read): number | undefined {
  if (mode === 'off' || range.preset === 'custom') return undefined;
  if (mode === '10s') return often;
  return what === 'windows' ? refreshEveryMs(range) : newestRows;
}
