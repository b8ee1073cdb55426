import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { type TimeRange, spanOf } from '../range/time-span.js';
import { download, type RawSource, readCsv } from './raw-values.js';

interface CsvButtonProps {
  source: ReadonlySignal<RawSource | undefined>;
  range: ReadonlySignal<TimeRange>;
}

/** The whole range as a file. */
export function CsvButton({ source, range }: CsvButtonProps) {
  const { live } = useAppState();
  const isBusy = useSignal(false);
  const words = useSignal('');
  const t = texts.value;
  const { count } = formatFor(t.locale);
  const save = async (from: RawSource): Promise<void> => {
    isBusy.value = true;
    const span = spanOf(range.value, live.serverNowMs());
    try {
      const csv = await readCsv(from, span, (points) => (words.value = t.table.csvBusy(count(points))));
      const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replaceAll(':', '');
      download(`${from.device.replace(/\W+/g, '-')}_${day(span.fromMs)}Z_${day(span.toMs)}Z.csv`, csv.text);
      words.value = csv.isCut ? t.table.csvCut(count(csv.points)) : '';
    } catch (failure) {
      words.value = t.history.failed(reasonOf(failure, t));
    }
    isBusy.value = false;
  };
  return (
    <div class="csv">
      <span class="hint" role="status">
        <Worded text={words.value} />
      </span>
      <button
        class="button button-small button-quiet"
        type="button"
        disabled={isBusy.value || !source.value}
        onClick={() => source.value && void save(source.value)}
      >
        {t.table.csv}
      </button>
    </div>
  );
}
