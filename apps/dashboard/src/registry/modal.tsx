import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../texts/language.js';

interface ModalProps {
  title: string;
  /** It is closed, in whatever way: take it off the page. */
  onClose: () => void;
  isWide?: boolean;
  children: ComponentChildren;
}

/** A dialogue that is open for as long as it is on the page. Escape and the cross close it; the focus goes back where it was. */
export function Modal({ title, onClose, isWide = false, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const { current } = dialog;
    const before = document.activeElement;
    current?.showModal();
    return () => {
      current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      class={isWide ? 'dialog modal modal-wide' : 'dialog modal'}
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
    >
      <div class="modal-head">
        <h2 id={id} dir="auto">
          {title}
        </h2>
        <button class="icon-button" type="button" aria-label={texts.value.registry.close} onClick={onClose}>
          <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d="m5 5 10 10M15 5 5 15" />
          </svg>
        </button>
      </div>
      {children}
    </dialog>
  );
}
