import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { deleteHistory } from '../api/site-api.js';
import { reasonOf } from '../command/command-outcome.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';

/** Deletes what the simulator wrote, after a question. */
export function DemoHistory({ device, onDeleted }: { device: string; onDeleted: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const result = useSignal('');
  const t = texts.value;
  const remove = async (): Promise<void> => {
    dialog.current?.close();
    try {
      const { points } = await deleteHistory(device);
      result.value = t.demo.done(formatFor(t.locale).count(points));
      onDeleted();
    } catch (failure) {
      result.value = t.demo.failed(reasonOf(failure, t));
    }
  };
  return (
    <div class="demo-history">
      <button
        class="button button-small button-quiet"
        type="button"
        onClick={() => dialog.current?.showModal()}
      >
        {t.demo.remove}
      </button>
      <span class="hint" role="status">
        <Worded text={result.value} />
      </span>
      <dialog class="dialog" ref={dialog} aria-labelledby="demo-question">
        <h2 id="demo-question">{t.demo.question}</h2>
        <p>{t.demo.hint}</p>
        <div class="dialog-buttons">
          <button class="button button-quiet" type="button" onClick={() => dialog.current?.close()}>
            {t.demo.cancel}
          </button>
          <button class="button button-stop" type="button" onClick={() => void remove()}>
            {t.demo.confirm}
          </button>
        </div>
      </dialog>
    </div>
  );
}
