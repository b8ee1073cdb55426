import { useSignal } from '@preact/signals';
import type { GasMetric } from '@kilowatch/contracts';
import { fetchHistory } from '../api/site-api.js';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { showRange } from '../range/time-range.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';

const dayMs = 86_400_000;
const metrics: readonly GasMetric[] = ['concentrationPpm'];

/** When the oldest value of a detector was measured. Undefined: nothing is stored of it. */
async function oldestOf(device: string, toMs: number): Promise<number | undefined> {
  // By days first: old values are kept only as such.
  const { windows } = await fetchHistory({ device, metrics, fromMs: 0, toMs, stepMs: dayMs, limit: 1 });
  const firstDayMs = windows[0]?.atMs;
  if (firstDayMs === undefined) return undefined;
  const endMs = Math.min(toMs, firstDayMs + dayMs);
  const { points } = await fetchHistory({ device, metrics, fromMs: firstDayMs, toMs: endMs, limit: 1 });
  return points[0]?.atMs ?? firstDayMs;
}

/** Shows all that there is of a detector, from its oldest value to now. */
export function WholeTime({ device }: { device: string }) {
  const { live } = useAppState();
  const isBusy = useSignal(false);
  const problem = useSignal('');
  const t = texts.value;
  const show = async (): Promise<void> => {
    isBusy.value = true;
    problem.value = '';
    try {
      const toMs = Math.ceil(live.serverNowMs());
      const fromMs = await oldestOf(device, toMs);
      if (fromMs === undefined || fromMs >= toMs) problem.value = t.gas.nothingStored;
      else showRange({ preset: 'custom', fromMs, toMs });
    } catch (failure) {
      problem.value = t.history.failed(reasonOf(failure, t));
    }
    isBusy.value = false;
  };
  return (
    <div class="gas-whole">
      <p class="hint hint-warning" role="status">
        <Worded text={problem.value} />
      </p>
      <button
        class="button button-small button-quiet"
        type="button"
        disabled={isBusy.value}
        title={t.gas.wholeHint}
        onClick={() => void show()}
      >
        {t.gas.whole}
      </button>
    </div>
  );
}
