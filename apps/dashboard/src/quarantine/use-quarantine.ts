import type { FaultCode } from '@kilowatch/contracts';
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { fetchQuarantine, type QuarantinePage } from '../api/system-api.js';
import type { Polled } from '../system/use-polled.js';
import { type Shown, withNewest, without, withOlder } from './shown-page.js';

const pageRefusals = 50;

/** The refusals of a reason, or of all. */
export interface ShownQuarantine {
  readonly shown: ReadonlySignal<Shown | undefined>;
  /** Why the last question was not answered. */
  readonly failure: ReadonlySignal<unknown>;
  readonly showOlder: () => Promise<void>;
  readonly forget: (number: number) => void;
}

/** Asks for the newest page whenever the counts say that something has changed. */
export function useQuarantine(
  code: FaultCode | undefined,
  summary: ReadonlySignal<Polled<QuarantinePage>>,
): ShownQuarantine {
  const shown = useSignal<Shown | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
      failure.value = undefined;
    } catch (problem) {
      failure.value = problem;
    }
  };
  useSignalEffect(() => {
    if (!summary.value.value) return undefined;
    let isOver = false;
    void attempt(async () => {
      const page = await fetchQuarantine({ code, limit: pageRefusals });
      if (!isOver) shown.value = withNewest(shown.peek(), page);
    });
    return () => {
      isOver = true;
    };
  });
  return {
    shown,
    failure,
    showOlder: () =>
      attempt(async () => {
        const before = shown.peek()?.next;
        if (before === undefined) return;
        const page = await fetchQuarantine({ code, before, limit: pageRefusals });
        shown.value = withOlder(shown.peek()!, page);
      }),
    forget: (number) => {
      if (shown.peek()) shown.value = without(shown.peek()!, number);
    },
  };
}
