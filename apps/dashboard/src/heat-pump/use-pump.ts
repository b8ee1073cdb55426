import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { isMoving, type LookedAt, sharedLook, spanNow } from '../series/looked-at.js';
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

const dayMs = 86_400_000;

/** How often a range that ends now is read again: the longer it is, the less there is to see of what is new. */
export const readEveryMs = (look: LookedAt): number =>
  'lastMs' in look && look.lastMs > dayMs ? 300_000 : 30_000;

/** One heat pump over the shared range: read again when the range changes, values were missed, or time has passed. */
export function usePump(device: ReadonlySignal<string | undefined>): UsedPump {
  const { live } = useAppState();
  const view = useSignal(nothing);
  const attempt = useSignal(0);
  const phase = useRef(Math.random()).current; // not all pages ask at the same moment
  const turn = useComputed(() => {
    const look = sharedLook.value;
    return isMoving(look) ? Math.floor(live.nowMs.value / readEveryMs(look) + phase) : 0;
  });
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
