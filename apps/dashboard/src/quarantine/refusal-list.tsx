import type { FaultCode } from '@kilowatch/contracts';
import type { ReadonlySignal } from '@preact/signals';
import type { QuarantinePage } from '../api/system-api.js';
import { reasonOf } from '../command/command-outcome.js';
import type { Polled } from '../system/use-polled.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { RefusalItem } from './refusal-item.js';
import { useQuarantine } from './use-quarantine.js';

interface RefusalListProps {
  code: FaultCode | undefined;
  changed: ReadonlySignal<Polled<QuarantinePage>>;
  onChanged: () => Promise<void>;
}

/** The refusals, newest first, a page at a time. */
export function RefusalList({ code, changed, onChanged }: RefusalListProps) {
  const { shown, failure, showOlder, forget } = useQuarantine(code, changed);
  const t = texts.value;
  const { refusals = [], next } = shown.value ?? {};
  const onGone = (number: number): void => {
    forget(number);
    void onChanged();
  };
  return (
    <>
      {failure.value !== undefined && (
        <p class="hint hint-warning">
          <Worded text={t.quarantine.failed(reasonOf(failure.value, t))} />
        </p>
      )}
      {shown.value && refusals.length === 0 && <p class="panel label">{t.quarantine.noneOf}</p>}
      {!shown.value && failure.value === undefined && <div class="panel skeleton skeleton-block" />}
      <ul class="refusals">
        {refusals.map((refusal) => (
          <RefusalItem
            key={refusal.number}
            {...{ refusal, onGone, onChanged }}
            isOfReason={code !== undefined}
          />
        ))}
      </ul>
      {next !== undefined && (
        <button class="button button-quiet" type="button" onClick={() => void showOlder()}>
          {t.quarantine.older}
        </button>
      )}
    </>
  );
}
