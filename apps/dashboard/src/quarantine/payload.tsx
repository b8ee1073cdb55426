import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fetchRefusal, type WholeRefusal } from '../api/system-api.js';
import { reasonOf } from '../command/command-outcome.js';
import { bytesText } from '../system/quantities.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { payloadText } from './payload-text.js';

/** What was sent, whole where it was kept whole. It is only asked for when somebody wants to see it. */
export function Payload({ number }: { number: number }) {
  const whole = useSignal<WholeRefusal | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  useEffect(() => {
    fetchRefusal(number).then(
      (answer) => (whole.value = answer),
      (problem: unknown) => (failure.value = problem),
    );
  }, [number, whole, failure]);
  const t = texts.value;
  if (failure.value !== undefined)
    return (
      <p class="hint hint-warning">
        <Worded text={t.quarantine.failed(reasonOf(failure.value, t))} />
      </p>
    );
  if (!whole.value) return <div class="skeleton payload-skeleton">{t.quarantine.loading}</div>;
  const { text, isBinary, isCut } = payloadText(whole.value);
  const notes = [
    isBinary && t.quarantine.binary,
    isCut && t.quarantine.cut(bytesText(whole.value.bytes, t.locale)),
    whole.value.payload?.isRetained === true && t.quarantine.retained,
  ].filter((note) => note !== false);
  return (
    <div class="payload">
      <pre tabIndex={0} aria-label={t.quarantine.payload} dir={isBinary ? 'ltr' : 'auto'}>
        {text}
      </pre>
      {notes.length > 0 && <p class="hint">{notes.join(' · ')}</p>}
    </div>
  );
}
