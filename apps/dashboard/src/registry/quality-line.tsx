import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { splitKey } from '../widgets/metric-words.js';
import { countQualities, lookBackMs, type QualityCounts } from './count-qualities.js';
import { doubtWords } from './doubts.js';
import { durationText } from './duration-text.js';

const usualIntervalMs = 60_000;
const againMs = 60_000;

/** How many values of the last while were missing, suspect or estimated. Counted again each minute. */
export function QualityLine({ device }: { device: DeviceSnapshot }) {
  const { live } = useAppState();
  const counts = useSignal<QualityCounts | undefined>(undefined);
  const failure = useSignal<string | undefined>(undefined);
  const metrics = [...new Set(Object.keys(device.metrics).map((key) => splitKey(key)[0]))];
  const overMs = lookBackMs(Object.keys(device.metrics).length, device.expectedIntervalMs ?? usualIntervalMs);
  useEffect(() => {
    const count = (): void => {
      if (document.hidden) return;
      countQualities(device.device, metrics, live.serverNowMs(), overMs).then(
        (found) => {
          counts.value = found;
          failure.value = undefined;
        },
        (problem: unknown) => (failure.value = reasonOf(problem, texts.peek())),
      );
    };
    count();
    const timer = setInterval(count, againMs);
    return () => clearInterval(timer);
  }, [device.device, metrics.join(), live.missed.value]);
  const t = texts.value;
  const { count } = formatFor(t.locale);
  if (failure.value !== undefined)
    return (
      <span class="hint-warning">
        <Worded text={t.history.failed(failure.value)} />
      </span>
    );
  if (!counts.value)
    return (
      <>
        {t.history.loading}
        <p class="hint">{'\u00a0'}</p>
      </>
    );
  const { values, doubts, overMs: past } = counts.value;
  const doubt = doubtWords(doubts, t, count);
  return (
    <>
      {doubt ? <span class="hint-warning">{doubt}</span> : t.registry.noDoubt}
      <p class="hint">{t.registry.qualityOver(count(values), durationText(past, t.locale))}</p>
    </>
  );
}
