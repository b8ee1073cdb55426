import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import type { TimeRange } from '../range/time-span.js';
import { pauseOf, type Read, refreshMode } from './refresh-mode.js';

/** A command that was just confirmed is stored a moment later. */
const afterCommandMs = 1_000;

export interface Refresh {
  /** Changes whenever windows are to be read again by themselves: as time passes, after a command, when live values were missed. */
  readonly turn: ReadonlySignal<number>;
  /** The same of the newest rows. */
  readonly rowsTurn: ReadonlySignal<number>;
  /** Changes when somebody asks: what is shown from its beginning then. */
  readonly attempt: ReadonlySignal<number>;
  /** Reads again, now. */
  readonly again: () => void;
}

/** When to read a history over this range, as it was chosen ({@link refreshMode}). */
export function useRefresh(range: ReadonlySignal<TimeRange>): Refresh {
  const { live } = useAppState();
  const attempt = useSignal(0);
  const told = useSignal(0);
  useSignalEffect(() => {
    if (live.commands.value.length === 0) return undefined;
    const timer = setTimeout(() => told.value++, afterCommandMs);
    return () => clearTimeout(timer);
  });
  const [windows, rows] = [usePassed(range, 'windows'), usePassed(range, 'newest rows')];
  const events = useComputed(() => (refreshMode.value === 'off' ? 0 : told.value + live.missed.value));
  return {
    turn: useComputed(() => windows.value + events.value),
    rowsTurn: useComputed(() => rows.value + events.value),
    attempt,
    again: () => void attempt.value++,
  };
}

function usePassed(range: ReadonlySignal<TimeRange>, what: Read): ReadonlySignal<number> {
  const passed = useSignal(0);
  useSignalEffect(() => {
    const everyMs = pauseOf(refreshMode.value, range.value, what);
    const timer = everyMs && setInterval(() => document.hidden || passed.value++, everyMs);
    return () => clearInterval(timer);
  });
  return passed;
}
