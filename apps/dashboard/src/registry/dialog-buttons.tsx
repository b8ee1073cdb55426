import type { ComponentChildren } from 'preact';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import type { Saving } from './use-saving.js';

interface DialogButtonsProps {
  saving: Saving;
  isBarred?: boolean;
  onCancel: () => void;
  /** What the first button of the form does, where it does not save. */
  act?: string | undefined;
  isDangerous?: boolean;
  /** At the other end: what else could be done. */
  children?: ComponentChildren;
}

/** The foot of a form in a dialogue: why it could not be saved, and its buttons. */
export function DialogButtons({
  saving: { isBusy, failure },
  isBarred = false,
  onCancel,
  act,
  isDangerous = false,
  children,
}: DialogButtonsProps) {
  const t = texts.value.registry;
  return (
    <div class="modal-foot">
      <p class="hint hint-warning" role="alert">
        <Worded text={failure ?? ''} />
      </p>
      <div class="modal-buttons">
        {children}
        <span class="modal-spring" />
        <button class="button button-quiet" type="button" onClick={onCancel}>
          {t.cancel}
        </button>
        <button
          class={isDangerous ? 'button button-stop' : 'button'}
          type="submit"
          disabled={isBusy || isBarred}
        >
          {act ?? t.save}
        </button>
      </div>
    </div>
  );
}
