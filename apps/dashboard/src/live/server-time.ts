import { type ReadonlySignal, signal } from '@preact/signals';

const tickMs = 1_000;

/** A clock for the page: once a second, and at once after `look` when it has been set. */
export function tickingClock(readMs: () => number): { nowMs: ReadonlySignal<number>; look(): void } {
  const nowMs = signal(readMs());
  const tick = (): void => {
    nowMs.value = readMs();
  };
  setInterval(tick, tickMs);
  return {
    nowMs,
    look: () => {
      if (Math.abs(readMs() - nowMs.peek()) > tickMs) tick();
    },
  };
}
