import { useSignal } from '@preact/signals';
import { deleteRefusalOf, type Refusal, replayRefusals } from '../api/system-api.js';
import { timeZoneOf, useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { formatFor } from '../format/format.js';
import { bytesText } from '../system/quantities.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { codeWord } from './code-word.js';
import { Meaning } from './meaning.js';
import { useOutcomeWords } from './outcome-words.js';
import { Payload } from './payload.js';

interface RefusalItemProps {
  refusal: Refusal;
  /** It stands among others of its reason, which is explained above them. */
  isOfReason: boolean;
  onGone: (number: number) => void;
  onChanged: () => Promise<void>;
}

/** One refused input: where it came in, why it was refused, what it was. All of it may be foreign text. */
export function RefusalItem({ refusal, isOfReason, onGone, onChanged }: RefusalItemProps) {
  const { site } = useAppState();
  const isOpen = useSignal(false);
  const t = texts.value;
  const { dateTime, count } = formatFor(t.locale);
  const { number, code, origin, reason, atMs, bytes, service, preview } = refusal;
  const about = [
    bytesText(bytes, t.locale),
    t.quarantine.from(service),
    t.quarantine.number(count(number)),
  ].join(' · ');
  return (
    <li class="panel refusal" data-refusal={number}>
      <div class="refusal-head">
        <span class="badge tone-warning">{codeWord(code, t)}</span>
        <code class="refusal-origin" dir="auto" title={origin}>
          {origin}
        </code>
        <time class="hint" dateTime={new Date(atMs).toISOString()}>
          {dateTime(atMs, timeZoneOf(site.value))}
        </time>
      </div>
      <p class="refusal-reason" dir="auto" lang="en">
        {reason}
      </p>
      {!isOpen.value && preview !== '' && (
        <code class="refusal-preview" dir="auto">
          {preview}
        </code>
      )}
      <div class="refusal-foot">
        <p class="hint">{about}</p>
        <RefusalActions refusal={refusal} isOpen={isOpen} onGone={onGone} onChanged={onChanged} />
      </div>
      {isOpen.value && !isOfReason && <Meaning code={code} />}
      {isOpen.value && <Payload number={number} />}
    </li>
  );
}

interface RefusalActionsProps extends Omit<RefusalItemProps, 'isOfReason'> {
  isOpen: { value: boolean };
}

function RefusalActions({
  refusal: { number, isReplayable },
  isOpen,
  onGone,
  onChanged,
}: RefusalActionsProps) {
  const t = texts.value;
  const outcomeWords = useOutcomeWords();
  const outcome = useSignal('');
  const isBusy = useSignal(false);
  const act = async (what: () => Promise<void>): Promise<void> => {
    isBusy.value = true;
    try {
      await what();
    } catch (failure) {
      outcome.value = t.quarantine.failed(reasonOf(failure, t));
    }
    isBusy.value = false;
  };
  const replay = () =>
    act(async () => {
      const { accepted, refused, notReplayable } = await replayRefusals([number]);
      if (accepted > 0) return onGone(number);
      outcome.value = outcomeWords({ accepted, refused, skipped: notReplayable });
      await onChanged();
    });
  const remove = () =>
    act(async () => {
      await deleteRefusalOf(number);
      onGone(number);
    });
  return (
    <div class="refusal-actions">
      <span class="hint" role="status">
        <Worded text={outcome.value} />
      </span>
      {!isReplayable && <span class="hint">{t.quarantine.notReplayable}</span>}
      <button
        class="button button-small button-quiet"
        type="button"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        {t.quarantine.show}
      </button>
      {isReplayable && (
        <button
          class="button button-small button-quiet"
          type="button"
          disabled={isBusy.value}
          onClick={() => void replay()}
        >
          {t.quarantine.replay}
        </button>
      )}
      <button
        class="button button-small button-quiet"
        type="button"
        disabled={isBusy.value}
        onClick={() => void remove()}
      >
        {t.quarantine.remove}
      </button>
    </div>
  );
}
