import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Snapshot } from '@kilowatch/contracts';
import type { Watched } from '@kilowatch/realtime-client';

/** Long enough for a server that restarts, and for the first attempts of the live connection. */
const patienceMs = 3_000;
/** Pages that were cut off together do not ask together. */
const jitterMs = 2_000;
/** A device that reports every second is not silent yet by then. */
const pauseMs = 2_000;
/** Whoever waits longer for an answer is told that there is none; it still counts when it comes. */
const lateMs = 3_000;

interface Asking {
  /** Whether the live connection brings nothing. */
  readonly isNeeded: ReadonlySignal<boolean>;
  readonly wanted: ReadonlySignal<Watched>;
  /** The server's clock as far as it is known. */
  nowMs(): number;
  take(snapshot: Snapshot, watched: Watched): void;
}

/**
 * Asks over HTTP every few seconds while the live connection does not get through, as behind a proxy that knows no WebSocket and cuts
 * off long requests too. True while there are answers.
 */
export function startAsking({ isNeeded, wanted, nowMs, take }: Asking): ReadonlySignal<boolean> {
  const isAnswered = signal(false);
  const round = async (): Promise<void> => {
    const watched = wanted.peek();
    const late = setTimeout(() => (isAnswered.value = false), lateMs);
    try {
      const { snapshotOverHttp } = await import('./over-http.js');
      const snapshot = await snapshotOverHttp(watched, nowMs);
      if (!isNeeded.peek()) return;
      take(snapshot, watched);
      isAnswered.value = true;
    } catch {
      isAnswered.value = false;
    } finally {
      clearTimeout(late);
    }
  };
  effect(() => {
    isAnswered.value = false;
    if (!isNeeded.value) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const goOn = async (): Promise<void> => {
      await round();
      if (timer !== undefined) timer = setTimeout(() => void goOn(), pauseMs);
    };
    timer = setTimeout(() => void goOn(), patienceMs + Math.random() * jitterMs);
    return () => {
      clearTimeout(timer);
      timer = undefined;
    };
  });
  return isAnswered;
}
