import { batch, type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { openSession } from '../api/session-api.js';
import { askAccess } from './access.js';
import { type LoginFailure, loginFailureOf } from './login-failure.js';

export interface Login {
  readonly isSending: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<LoginFailure | undefined>;
  /** Until then the server wants no more tries. */
  readonly leftS: ReadonlySignal<number>;
  /** Resolves with true when the page is open. */
  logIn(key: string): Promise<boolean>;
  /** The reader has begun to mend it. */
  forgive(): void;
}

async function failureOfLogIn(key: string): Promise<LoginFailure | undefined> {
  if (key === '') return { kind: 'empty' };
  try {
    await openSession(key);
  } catch (failure) {
    return loginFailureOf(failure);
  }
  const session = await askAccess(); // only now is it known that the browser took the cookie
  if (!session) return { kind: 'unreachable' };
  return session.isAllowed ? undefined : { kind: 'noCookie' };
}

/** Tries keys, and counts the seconds where the server wants a pause. */
export function useLogin(): Login {
  const isSending = useSignal(false);
  const failure = useSignal<LoginFailure | undefined>(undefined);
  const leftS = useSignal(0);
  useSignalEffect(() => {
    if (failure.value?.kind !== 'slowed') return undefined;
    const endMs = performance.now() + failure.value.waitS * 1_000;
    const count = (): void => {
      leftS.value = Math.max(0, Math.ceil((endMs - performance.now()) / 1_000));
    };
    count();
    const ticking = setInterval(count, 500);
    return () => clearInterval(ticking);
  });
  const logIn = async (key: string): Promise<boolean> => {
    if (isSending.value || leftS.value > 0) return false;
    isSending.value = true;
    const outcome = await failureOfLogIn(key).finally(() => (isSending.value = false));
    batch(() => {
      failure.value = outcome;
      leftS.value = outcome?.kind === 'slowed' ? outcome.waitS : 0;
    });
    return outcome === undefined;
  };
  const forgive = (): void => {
    if (leftS.value === 0) failure.value = undefined;
  };
  return { isSending, failure, leftS, logIn, forgive };
}
