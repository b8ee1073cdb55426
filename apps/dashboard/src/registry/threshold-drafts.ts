import type { Threshold } from '@kilowatch/contracts';
import type { Thresholds } from './thresholds.js';

/** The limits from the lowest to the highest. */
export const limits = ['criticalBelow', 'warningBelow', 'warningAbove', 'criticalAbove'] as const;
export type Limit = (typeof limits)[number];

/** What stands in the fields of one series. */
export type Draft = Readonly<Record<Limit, string>>;
export type Drafts = Readonly<Record<string, Draft>>;

/** A number a person typed, with a comma or a point. NaN: it is none. */
const numberOf = (typed: string): number => {
  const text = typed.trim().replace(',', '.').replace('−', '-');
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : NaN;
};

export const draftOf = (threshold: Threshold | undefined): Draft => ({
  criticalBelow: String(threshold?.criticalBelow ?? ''),
  warningBelow: String(threshold?.warningBelow ?? ''),
  warningAbove: String(threshold?.warningAbove ?? ''),
  criticalAbove: String(threshold?.criticalAbove ?? ''),
});

export type Problem = 'not-a-number' | 'out-of-order';

/** What is wrong with the fields of a series, and in which one. */
export function problemOf(draft: Draft): { limit: Limit; problem: Problem } | undefined {
  let before = -Infinity;
  for (const limit of limits) {
    if (draft[limit].trim() === '') continue;
    const value = numberOf(draft[limit]);
    if (Number.isNaN(value)) return { limit, problem: 'not-a-number' };
    if (value < before) return { limit, problem: 'out-of-order' };
    before = value;
  }
  return undefined;
}

/** What the fields say, once none has a {@link problemOf}. */
export const thresholdIn = (draft: Draft): Threshold =>
  Object.fromEntries(
    limits.flatMap((limit) => (draft[limit].trim() === '' ? [] : [[limit, numberOf(draft[limit])]])),
  );

const isSame = (a: Threshold, b: Threshold): boolean => limits.every((limit) => a[limit] === b[limit]);

/** What is set for the device: what differs from what is usual. Null: nothing does. */
export function changedThresholds(
  drafts: Drafts,
  usual: (key: string) => Threshold | undefined,
): Thresholds | null {
  const changed = Object.entries(drafts)
    .map(([key, draft]): [string, Threshold] => [key, thresholdIn(draft)])
    .filter(([key, threshold]) => !isSame(threshold, usual(key) ?? {}));
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
