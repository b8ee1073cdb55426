import { type ReadonlySignal, signal, useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { isCutOff } from '../live/is-cut-off.js';
import { keepReading, type Reading } from './keep-reading.js';

const isVisible = (): boolean => document.visibilityState !== 'hidden';

/** Whether this page is the one in front. */
const isSeen = signal(isVisible());
document.addEventListener('visibilitychange', () => (isSeen.value = isVisible()));

/** {@link keepReading} for as long as the component is there. The signals are those of its first rendering. */
export function useReading<Question>({
  question,
  nudge,
  read,
}: Pick<Reading<Question>, 'question' | 'nudge' | 'read'>): { retry: () => void } {
  const { live } = useAppState();
  const cutOff: ReadonlySignal<boolean> = useComputed(() => isCutOff(live.status.value));
  const retry = useRef<() => void>(undefined);
  useEffect(() => {
    const reading = keepReading({ question, nudge, read, isSeen, isCutOff: cutOff });
    retry.current = reading.retry;
    return reading.stop;
  }, []);
  return { retry: () => retry.current?.() };
}
