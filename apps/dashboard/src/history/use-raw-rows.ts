import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { newestRows } from './newest-rows.js';
import { type HistoryRange, spanOf } from './range.js';
import { type RawSource, readFrom } from './raw-values.js';
import type { Row } from './rows.js';

export interface RawRows {
  rows: readonly Row[];
  page: number;
  hasOlder: boolean;
  isLoading: boolean;
  older: () => void;
  newer: () => void;
}

interface RawRowsInput {
  source: ReadonlySignal<RawSource | undefined>;
  range: ReadonlySignal<HistoryRange>;
  attempt: ReadonlySignal<number>;
}

const pageSize = 15;

/** One page of raw rows. The ends of the pages before are kept, so that going back shows the same rows again. */
export function useRawRows({ source, range, attempt }: RawRowsInput): ReadonlySignal<RawRows> {
  const { live } = useAppState();
  const ends = useSignal<readonly number[]>([]);
  const loaded = useSignal<{ rows: Row[]; hasOlder: boolean; isLoading: boolean }>({
    ...{ rows: [], hasOlder: false, isLoading: true },
  });
  useSignalEffect(() => {
    void [source.value, range.value, attempt.value, live.missed.value];
    ends.value = [];
  });
  useSignalEffect(() => {
    const from = source.value;
    void [attempt.value, live.commands.value];
    if (!live.hasSnapshot.value || !from) return undefined;
    const span = spanOf(range.value, live.serverNowMs());
    const toMs = ends.value.at(-1) ?? span.toMs;
    const isCurrent = { value: true };
    newestRows(readFrom(from), { fromMs: span.fromMs, toMs }, pageSize).then(
      (page) => isCurrent.value && (loaded.value = { ...page, isLoading: false }),
      () => isCurrent.value && (loaded.value = { rows: [], hasOlder: false, isLoading: false }),
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
