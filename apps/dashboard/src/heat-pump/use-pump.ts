import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { isMoving, sharedLook, spanNow } from '../series/looked-at.js';
import { texts } from '../texts/language.js';
import { fetchPump, type PumpReply } from './pump-reply.js';

export interface PumpView {
  /** Of the pump that is looked at; what was read before stays until there is something newer. */
  readonly reply: PumpReply | undefined;
  /** By the server's clock. */
  readonly readAtMs: number;
  readonly isLoading: boolean;
  /** In words. */
  readonly failure: string | undefined;
}

export interface UsedPump {
  readonly view: ReadonlySignal<PumpView>;
  readonly retry: () => void;
}

const nothing: PumpView = { reply: undefined, readAtMs: 0, isLoading: true, failure: undefined };

/** A range that ends now is read again so often. */
const everyMs = 30_000;

/** One heat pump over the shared range: read again when the range changes, values were missed, or time has passed. */
export function usePump(device: ReadonlySignal<string | undefined>): UsedPump {
  const { live } = useAppState();
  const view = useSignal(nothing);
  const attempt = useSignal(0);
  const phaseMs = useRef(Math.random() * everyMs).current; // pages that were opened at any time do not ask in chorus
  const turn = useComputed(() =>
    isMoving(sharedLook.value) ? Math.floor((live.nowMs.value + phaseMs) / everyMs) : 0,
  );
  useSignalEffect(() => {
    void [turn.value, attempt.value, live.missed.value];
    const look = sharedLook.value;
    const { value: asked } = device;
    if (asked === undefined) return undefined;
    const isCurrent = { value: true };
    const { reply } = view.peek();
    view.value = { ...view.peek(), reply: reply?.device === asked ? reply : undefined, isLoading: true };
    const readAtMs = live.serverNowMs();
    fetchPump(asked, spanNow(look, readAtMs)).then(
      (next) => {
        if (isCurrent.value) view.value = { reply: next, readAtMs, isLoading: false, failure: undefined };
      },
      (failure: unknown) => {
        if (isCurrent.value)
          view.value = { ...view.peek(), isLoading: false, failure: reasonOf(failure, texts.peek()) };
      },
    );
    return () => (isCurrent.value = false);
  });
  return { view, retry: () => void attempt.value++ };
}
