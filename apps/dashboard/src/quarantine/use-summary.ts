import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { fetchQuarantine, type QuarantinePage } from '../api/system-api.js';
import { type Polled, usePolled } from '../system/use-polled.js';

const everyMs = 5_000;

/** What the quarantine holds. `changed` is new only when the counts are: for who has to read the list again then. */
export function useSummary(): {
  readonly summary: ReadonlySignal<Polled<QuarantinePage>>;
  readonly changed: ReadonlySignal<Polled<QuarantinePage>>;
  readonly askNow: () => Promise<void>;
} {
  const { polled, askNow } = usePolled(() => fetchQuarantine({ limit: 1 }), everyMs);
  const changed = useSignal(polled.peek());
  const counts = useComputed(() => {
    const { total, kept, bytes, keptCounts } = polled.value.value ?? {};
    return JSON.stringify([total, kept, bytes, keptCounts]);
  });
  useSignalEffect(() => {
    void counts.value;
    changed.value = polled.peek();
  });
  return { summary: polled, changed, askNow };
}
