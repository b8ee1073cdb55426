import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { timeRange } from '../range/time-range.js';
import { type ChartShape, type Span, spanOf } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import { type Commanded, loadCommanded } from './commanded.js';
import type { Refresh } from './use-refresh.js';

export interface CommandedView {
  readonly commanded: Commanded | undefined;
  /** In words; what was loaded before stays. */
  readonly failure: string | undefined;
  readonly isLoading: boolean;
}

const nothing: CommandedView = { commanded: undefined, failure: undefined, isLoading: true };

/** What was commanded over the shared range: read when that changes, after every command, and as time passes. */
export function useCommanded(
  shape: ReadonlySignal<ChartShape>,
  { turn, attempt }: Refresh,
): ReadonlySignal<CommandedView> {
  const { live } = useAppState();
  const view = useSignal(nothing);
  useSignalEffect(() => {
    void [turn.value, attempt.value];
    if (!live.hasSnapshot.value) return undefined;
    const isCurrent = { value: true };
    void read(spanOf(timeRange.value, live.serverNowMs()), shape.value).then((next) => {
      if (isCurrent.value) view.value = { ...view.peek(), ...next, isLoading: false };
    });
    return () => (isCurrent.value = false);
  });
  return view;
}

async function read(span: Span, shape: ChartShape): Promise<Partial<CommandedView>> {
  try {
    return { commanded: await loadCommanded(span, shape), failure: undefined };
  } catch (failure) {
    return { failure: reasonOf(failure, texts.peek()) };
  }
}
