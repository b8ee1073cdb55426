import { useSignal } from '@preact/signals';
import { reasonOf } from '../command/command-outcome.js';
import { texts } from '../texts/language.js';

export interface Saving {
  readonly isBusy: boolean;
  /** Why the server did not do it, in words. */
  readonly failure: string | undefined;
  /** Does it, and then calls back; when it fails says why. */
  save: (act: () => Promise<unknown>, onDone: () => void) => Promise<void>;
}

/** One change at a time, and what became of it. */
export function useSaving(): Saving {
  const isBusy = useSignal(false);
  const failure = useSignal<string | undefined>(undefined);
  const save: Saving['save'] = async (act, onDone) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    failure.value = undefined;
    try {
      await act();
      onDone();
    } catch (problem) {
      failure.value = texts.peek().registry.notSaved(reasonOf(problem, texts.peek()));
    }
    isBusy.value = false;
  };
  return { isBusy: isBusy.value, failure: failure.value, save };
}
