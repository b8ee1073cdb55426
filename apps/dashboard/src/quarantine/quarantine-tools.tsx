import type { FaultCode } from '@kilowatch/contracts';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { deleteRefusalsOf, type QuarantinePage as Summary } from '../api/system-api.js';
import { reasonOf } from '../command/command-outcome.js';
import { Modal } from '../registry/modal.js';
import { useSystemWords } from '../system/words.js';
import { Worded } from '../texts/server-words.js';
import { nothingReplayed, replayAll, type ReplayTally } from './replay-all.js';
import { useOutcomeWords } from './outcome-words.js';

interface QuarantineToolsProps {
  held: Summary;
  /** Absent: all reasons. */
  code: FaultCode | undefined;
  onChanged: () => Promise<void>;
}

/** What can be done with all that is looked at. */
export function QuarantineTools({ held, code, onChanged }: QuarantineToolsProps) {
  const { t, count } = useSystemWords();
  const outcomeWords = useOutcomeWords();
  const tally = useSignal<ReplayTally | undefined>(undefined);
  const outcome = useSignal('');
  const isAsking = useSignal(false);
  const isStopped = useRef(false);
  useEffect(() => () => void (isStopped.current = true), []);
  const total = code === undefined ? held.kept : (held.keptCounts[code] ?? 0);
  const replay = async (): Promise<void> => {
    isStopped.current = false;
    outcome.value = '';
    tally.value = nothingReplayed;
    let last = nothingReplayed;
    const onProgress = (now: ReplayTally) => {
      last = now;
      tally.value = now;
    };
    try {
      await replayAll(code, { onProgress, isStopped: () => isStopped.current });
      outcome.value = outcomeWords(last);
    } catch (failure) {
      outcome.value = t.quarantine.failed(reasonOf(failure, t));
    }
    tally.value = undefined;
    await onChanged();
  };
  const remove = async (): Promise<void> => {
    isAsking.value = false;
    try {
      const { deleted } = await deleteRefusalsOf(code);
      outcome.value = t.quarantine.removed(count(deleted));
    } catch (failure) {
      outcome.value = t.quarantine.failed(reasonOf(failure, t));
    }
    await onChanged();
  };
  return (
    <div class="quarantine-tools">
      {tally.value ? (
        <button class="button button-small" type="button" onClick={() => (isStopped.current = true)}>
          {t.quarantine.stop}
        </button>
      ) : (
        <button
          class="button button-small"
          type="button"
          disabled={total === 0}
          onClick={() => void replay()}
        >
          {t.quarantine.replayAll}
        </button>
      )}
      <button
        class="button button-small button-stop"
        type="button"
        disabled={total === 0 || tally.value !== undefined}
        onClick={() => (isAsking.value = true)}
      >
        {t.quarantine.removeAll}
      </button>
      <span class="hint" role="status">
        <Worded
          text={tally.value ? t.quarantine.replaying(count(tally.value.done), count(total)) : outcome.value}
        />
      </span>
      {isAsking.value && (
        <Modal title={t.quarantine.question(count(total))} onClose={() => (isAsking.value = false)}>
          <form
            class="modal-form"
            onSubmit={(event) => {
              event.preventDefault();
              void remove();
            }}
          >
            <p>{t.quarantine.questionHint}</p>
            <div class="modal-foot modal-buttons">
              <span class="modal-spring" />
              <button class="button button-quiet" type="button" onClick={() => (isAsking.value = false)}>
                {t.quarantine.cancel}
              </button>
              <button class="button button-stop" type="submit">
                {t.quarantine.remove}
              </button>
            </div>
          </form>
        </Modal>
      )}
    </div>
  );
}
