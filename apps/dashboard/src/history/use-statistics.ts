import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { fetchStatistics, type Statistics } from '../api/site-api.js';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { timeRange } from '../range/time-range.js';
import { spanOf } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import type { RawSource } from './raw-values.js';
import type { Refresh } from './use-refresh.js';

export interface StatisticsView {
  readonly statistics: Statistics;
  /** In words; what was loaded before stays. */
  readonly failure: string | undefined;
  readonly partial: string | undefined;
  readonly isLoading: boolean;
}

const nothing: StatisticsView = { statistics: [], failure: undefined, partial: undefined, isLoading: true };

/** Extremes, means and counts of a device over the shared range. */
export function useStatistics(
  source: ReadonlySignal<RawSource | undefined>,
  { turn, attempt }: Refresh,
): ReadonlySignal<StatisticsView> {
  const { live } = useAppState();
  const view = useSignal(nothing);
  useSignalEffect(() => {
    void source.value?.device;
    view.value = nothing;
  });
  useSignalEffect(() => {
    void [turn.value, attempt.value];
    const from = source.value;
    if (!live.hasSnapshot.value || !from) return undefined;
    const isCurrent = { value: true };
    const span = spanOf(timeRange.value, live.serverNowMs());
    void read({ ...from, ...span }).then((next) => {
      if (isCurrent.value) view.value = { ...view.peek(), ...next, isLoading: false };
    });
    return () => (isCurrent.value = false);
  });
  return view;
}

async function read(question: Parameters<typeof fetchStatistics>[0]): Promise<Partial<StatisticsView>> {
  try {
    const { statistics, partial } = await fetchStatistics(question);
    return { statistics, partial, failure: undefined };
  } catch (failure) {
    return { failure: reasonOf(failure, texts.peek()) };
  }
}
