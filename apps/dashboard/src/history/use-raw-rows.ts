import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { texts } from '../texts/language.js';
import { newestRows } from './newest-rows.js';
import { type TimeRange, spanOf } from '../range/time-span.js';
import { type RawSource, readFrom } from './raw-values.js';
import type { Row } from './rows.js';
import type { Refresh } from './use-refresh.js';

export interface RawRows {
  rows: readonly Row[];
  page: number;
  hasOlder: boolean;
  isLoading: boolean;
  /** In words. */
  failure: string | undefined;
  older: () => void;
  newer: () => void;
}

interface RawRowsInput {
  source: ReadonlySignal<RawSource | undefined>;
  range: ReadonlySignal<TimeRange>;
  /** Rows on one page. */
  pageSize: number;
  refresh: Refresh;
}

type Loaded = Pick<RawRows, 'rows' | 'hasOlder' | 'isLoading' | 'failure'>;

const nothing: Loaded = { rows: [], hasOlder: false, isLoading: true, failure: undefined };

/** One page of raw rows. The ends of the pages before are kept, so that going back shows the same rows again. */
export function useRawRows({ source, range, pageSize, refresh }: RawRowsInput): ReadonlySignal<RawRows> {
  const { live } = useAppState();
  const ends = useSignal<readonly number[]>([]);
  const loaded = useSignal(nothing);
  useSignalEffect(() => {
    void [source.value, range.value, refresh.attempt.value];
    ends.value = [];
  });
  useSignalEffect(() => {
    const from = source.value;
    void [refresh.attempt.value, refresh.rowsTurn.value];
    if (!live.hasSnapshot.value || !from) return undefined;
    const span = spanOf(range.value, live.serverNowMs());
    const toMs = ends.value.at(-1) ?? span.toMs;
    const isCurrent = { value: true };
    newestRows(readFrom(from), { fromMs: span.fromMs, toMs }, pageSize).then(
      (page) => isCurrent.value && (loaded.value = { ...page, isLoading: false, failure: undefined }),
      (failure: unknown) =>
        isCurrent.value &&
        (loaded.value = { ...nothing, isLoading: false, failure: reasonOf(failure, texts.peek()) }),
    );
    return () => (isCurrent.value = false);
  });
  return useComputed(() => ({
    ...loaded.value,
    page: ends.value.length + 1,
    older: () => {
      const oldest = loaded.peek().rows.at(-1);
      if (oldest) ends.value = [...ends.peek(), oldest.atMs];
    },
    newer: () => {
      ends.value = ends.peek().slice(0, -1);
    },
  }));
}
