import { computed, type ReadonlySignal } from '@preact/signals';
import { timeRange } from '../range/time-range.js';
import { type Span, spanOf, type TimeRange } from '../range/time-span.js';

/** A time that moves with the clock, or one that stands still. */
export type LookedAt = { readonly lastMs: number } | Span;

const lookedAt = (range: TimeRange): LookedAt =>
  range.preset === 'custom' ? range : { lastMs: -spanOf(range, 0).fromMs };

/** A little past now, so that a value of this moment is inside. */
export const spanNow = (looked: LookedAt, nowMs: number): Span =>
  'lastMs' in looked ? { fromMs: nowMs - looked.lastMs, toMs: nowMs + 1 } : looked;

export const isMoving = (looked: LookedAt): boolean => 'lastMs' in looked;

const text = computed(() => JSON.stringify(lookedAt(timeRange.value)));

/** The shared range; changes only when the range does, and not with the rest of the address. */
export const sharedLook: ReadonlySignal<LookedAt> = computed(() => JSON.parse(text.value) as LookedAt);
