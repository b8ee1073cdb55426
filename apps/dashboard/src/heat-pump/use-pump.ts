import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { isCutOff } from '../live/is-cut-off.js';
import { isMoving, type LookedAt, sharedLook, spanNow } from '../series/looked-at.js';
import type { Span } from '../range/time-span.js';
import { useReading } from '../series/use-reading.js';
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
  /** It failed without a connection, which the frame of the page says: said here too, the charts would move when it is back. */
  readonly wasCutOff: boolean;
}

export interface UsedPump {
  readonly view: ReadonlySignal<PumpView>;
  readonly retry: () => void;
}

const nothing: PumpView = {
  reply: undefined,
  readAtMs: 0,
  isLoading: true,
  failure: undefined,
  wasCutOff: false,
};

const dayMs = 86_400_000;

/** How often a range that ends now is read again: the longer it is, the less there is to see of what is new. */
export const readEveryMs = (look: LookedAt): number =>
  'lastMs' in look && look.lastMs > dayMs ? 300_000 : 30_000;

/** One heat pump over the shared range: read again when the range changes, values were missed, or time has passed. */
export function usePump(device: ReadonlySignal<string | undefined>): UsedPump {
  const { live } = useAppState();
  const view = useSignal(nothing);
  const phase = useRef(Math.random()).current; // not all pages ask at the same moment
  const turn = useComputed(() => {
    const look = sharedLook.value;
    return isMoving(look) ? Math.floor(live.nowMs.value / readEveryMs(look) + phase) : 0;
  });
  const { retry } = useReading<{ device: string; look: LookedAt }>({
    question: useComputed(() =>
      device.value === undefined ? undefined : { device: device.value, look: sharedLook.value },
    ),
    nudge: useComputed(() => [turn.value, live.missed.value]),
    read: async ({ device: asked, look }, isCurrent) => {
      const { reply } = view.peek();
      view.value = { ...view.peek(), reply: reply?.device === asked ? reply : undefined, isLoading: true };
      const readAtMs = live.serverNowMs();
      const next = await readPump(asked, spanNow(look, readAtMs));
      if (!isCurrent()) return false;
      const wasCutOff = isCutOff(live.status.peek());
      view.value = {
        ...view.peek(),
        ...('reply' in next && { readAtMs }),
        ...next,
        wasCutOff,
        isLoading: false,
      };
      return 'reply' in next;
    },
  });
  return { view, retry };
}

async function readPump(
  device: string,
  span: Span,
): Promise<Pick<PumpView, 'failure'> | Pick<PumpView, 'reply' | 'failure'>> {
  try {
    return { reply: await fetchPump(device, span), failure: undefined };
  } catch (failure) {
    return { failure: reasonOf(failure, texts.peek()) };
  }
}
