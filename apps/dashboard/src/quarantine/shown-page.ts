import type { QuarantinePage, Refusal } from '../api/system-api.js';

/** The refusals on the page, newest first, and where older ones begin. */
export interface Shown {
  readonly refusals: readonly Refusal[];
  /** Undefined: these are all. */
  readonly next: number | undefined;
}

type Page = Pick<QuarantinePage, 'refusals' | 'next'>;

/**
 * What is shown after the newest page was asked again: what came since stands on top, what is no more is gone, older ones that were
 * unfolded stay.
 */
export function withNewest(shown: Shown | undefined, { refusals, next }: Page): Shown {
  const oldest = refusals.at(-1)?.number;
  if (!shown || next === undefined || oldest === undefined) return { refusals, next };
  const older = shown.refusals.filter(({ number }) => number < oldest);
  // What lies between is not known: it is unfolded anew.
  const isJoined = shown.refusals.some(({ number }) => number >= oldest);
  return isJoined && older.length > 0
    ? { refusals: [...refusals, ...older], next: shown.next }
    : { refusals, next };
}

export const withOlder = (shown: Shown, { refusals, next }: Page): Shown => ({
  refusals: [...shown.refusals, ...refusals.filter(({ number }) => number < (shown.next ?? Infinity))],
  next,
});

export const without = (shown: Shown, number: number): Shown => ({
  ...shown,
  refusals: shown.refusals.filter((refusal) => refusal.number !== number),
});
