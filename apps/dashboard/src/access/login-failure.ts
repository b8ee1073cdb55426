import { NoAnswer, Refused } from '../api/ask.js';
import { reasonOf } from '../command/command-outcome.js';
import type { Texts } from '../texts/en.js';
import { meaningOf } from '../texts/meanings/meanings.js';

/** Why there is no session yet. */
export type LoginFailure =
  | { readonly kind: 'empty' | 'wrongKey' | 'noCookie' | 'unreachable' | 'late' }
  | { readonly kind: 'slowed'; readonly waitS: number }
  | { readonly kind: 'refused'; readonly refusal: Refused };

/** For a server, or something before it, that slows us down and does not say for how long. */
const usualWaitS = 30;

/** What a try to log in failed for. */
export function loginFailureOf(failure: unknown): LoginFailure {
  if (failure instanceof NoAnswer) return { kind: failure.isLate ? 'late' : 'unreachable' };
  if (!(failure instanceof Refused)) throw failure;
  if (failure.status === 401) return { kind: 'wrongKey' };
  if (failure.status === 429) return { kind: 'slowed', waitS: Math.ceil(failure.retryAfterS ?? usualWaitS) };
  return { kind: 'refused', refusal: failure };
}

/** In words; `leftS` of the wait that the server asked for. */
export function failureText(failure: LoginFailure, leftS: number, texts: Texts): string {
  const { login } = texts;
  if (failure.kind === 'refused') {
    const reason = reasonOf(failure.refusal, texts);
    return meaningOf(failure.refusal.code) === undefined ? login.refused(reason) : reason;
  }
  if (failure.kind === 'slowed') return leftS > 0 ? login.slowed(waitText(leftS)) : login.again;
  return login[failure.kind];
}

/** `45 s`, `2:05 min`. */
const waitText = (seconds: number): string => {
  if (seconds < 60) return `${seconds}\u00a0s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}\u00a0min`;
};
