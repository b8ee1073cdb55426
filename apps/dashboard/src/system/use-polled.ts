import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useAppState } from '../app-state.js';

/** What the server said last, and why it has not said more since. */
export interface Polled<T> {
  readonly value: T | undefined;
  /** When that was, by the server's clock. UTC epoch ms. */
  readonly atMs: number | undefined;
  /** Of the last question; undefined: it was answered. */
  readonly failure: unknown;
}

const unasked = { value: undefined, atMs: undefined, failure: undefined };

/**
 * Asks again and again while somebody can see the page, and at once after a new connection. A late answer to an earlier question
 * changes nothing.
 */
export function usePolled<T>(
  ask: () => Promise<T>,
  everyMs: number,
): { readonly polled: ReadonlySignal<Polled<T>>; readonly askNow: () => Promise<void> } {
  const { live } = useAppState();
  const polled = useSignal<Polled<T>>(unasked);
  const newest = useRef(0);
  const askNow = async (): Promise<void> => {
    const question = (newest.current += 1);
    const isLate = (): boolean => question !== newest.current;
    try {
      const value = await ask();
      if (!isLate()) polled.value = { value, atMs: live.serverNowMs(), failure: undefined };
    } catch (failure) {
      if (!isLate()) polled.value = { ...polled.peek(), failure };
    }
  };
  useSignalEffect(() => {
    void live.missed.value;
    const look = (): void => {
      if (document.visibilityState === 'visible') void askNow();
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      newest.current += 1;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  });
  return { polled, askNow };
}
