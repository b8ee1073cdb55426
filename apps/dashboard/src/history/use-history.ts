import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { fetchStatistics, type Statistics } from '../api/site-api.js';
import { useAppState } from '../app-state.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { reasonOf } from '../command/command-outcome.js';
import { texts } from '../texts/language.js';
import { loadHistory, type LoadedHistory } from './load-history.js';
import { type ChartShape, type TimeRange, type Span, spanOf } from '../range/time-span.js';

export interface HistoryView {
  history: LoadedHistory | undefined;
  statistics: Statistics;
  /** In words; what was loaded before stays. */
  failure: string | undefined;
  isLoading: boolean;
}

export interface HistoryChoice {
  device: ReadonlySignal<string | undefined>;
  range: ReadonlySignal<TimeRange>;
  shape: ReadonlySignal<ChartShape>;
  /** Both change to read again: by hand, and by itself. */
  attempt: ReadonlySignal<number>;
  refresh: ReadonlySignal<number>;
}

const nothing: HistoryView = { history: undefined, statistics: [], failure: undefined, isLoading: true };

/** The chosen part of the history: read when the choice changes, on every command, and as time passes. */
export function useHistory({
  device,
  range,
  shape,
  attempt,
  refresh,
}: HistoryChoice): ReadonlySignal<HistoryView> {
  const { live } = useAppState();
  const view = useSignal(nothing);
  useSignalEffect(() => {
    void [refresh.value, attempt.value];
    if (!live.hasSnapshot.value) return undefined;
    const isCurrent = { value: true };
    const span = spanOf(range.value, live.serverNowMs());
    void read(device.value ?? commandedBattery, span, shape.value).then((next) => {
      if (isCurrent.value) view.value = { ...view.peek(), ...next, isLoading: false };
    });
    return () => (isCurrent.value = false);
  });
  return view;
}

async function read(device: string, span: Span, shape: ChartShape): Promise<Partial<HistoryView>> {
  try {
    const [history, { statistics }] = await Promise.all([
      loadHistory({ device, span, shape }),
      fetchStatistics({ device: commandedBattery, metrics: ['charge', 'discharge'], ...span }),
    ]);
    return { history, statistics, failure: undefined };
  } catch (failure) {
    return { failure: reasonOf(failure, texts.peek()) };
  }
}
