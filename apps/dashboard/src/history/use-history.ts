import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { reasonOf } from '../command/command-outcome.js';
import { texts } from '../texts/language.js';
import { timeRange } from '../range/time-range.js';
import { type ChartShape, type Span, spanOf } from '../range/time-span.js';
import { loadHistory, type LoadedHistory } from './load-history.js';
import type { Refresh } from './use-refresh.js';

export interface HistoryView {
  history: LoadedHistory | undefined;
  /** In words; what was loaded before stays. */
  failure: string | undefined;
  isLoading: boolean;
}

export interface HistoryChoice {
  device: ReadonlySignal<string | undefined>;
  shape: ReadonlySignal<ChartShape>;
  refresh: Refresh;
}

const nothing: HistoryView = { history: undefined, failure: undefined, isLoading: true };

/** What was commanded and done over the shared range: read when the choice changes, on every command, and as time passes. */
export function useHistory({ device, shape, refresh }: HistoryChoice): ReadonlySignal<HistoryView> {
  const { live } = useAppState();
  const view = useSignal(nothing);
  useSignalEffect(() => {
    void [refresh.turn.value, refresh.attempt.value];
    if (!live.hasSnapshot.value) return undefined;
    const isCurrent = { value: true };
    const span = spanOf(timeRange.value, live.serverNowMs());
    void read(device.value ?? commandedBattery, span, shape.value).then((next) => {
      if (isCurrent.value) view.value = { ...view.peek(), ...next, isLoading: false };
    });
    return () => (isCurrent.value = false);
  });
  return view;
}

async function read(device: string, span: Span, shape: ChartShape): Promise<Partial<HistoryView>> {
  try {
    return { history: await loadHistory({ device, span, shape }), failure: undefined };
  } catch (failure) {
    return { failure: reasonOf(failure, texts.peek()) };
  }
}
