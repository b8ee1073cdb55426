import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { type TimeRange, refreshEveryMs } from '../range/time-span.js';

/** A command that was just confirmed is stored a moment later. */
const afterCommandMs = 1_000;

/** Changes whenever the history is to be read again: as time passes, after a command, when live values were missed. */
export function useRefresh(range: ReadonlySignal<TimeRange>): ReadonlySignal<number> {
  const { live } = useAppState();
  const turn = useSignal(0);
  useSignalEffect(() => {
    const everyMs = refreshEveryMs(range.value);
    const timer = everyMs && setInterval(() => document.hidden || turn.value++, everyMs);
    return () => clearInterval(timer);
  });
  useSignalEffect(() => {
    if (live.commands.value.length === 0) return undefined;
    const timer = setTimeout(() => turn.value++, afterCommandMs);
    return () => clearTimeout(timer);
  });
  return useComputed(() => turn.value + live.missed.value);
}
