import { computed } from '@preact/signals';
import { showRange, timeRange } from '../range/time-range.js';
import type { Span, TimeRange } from '../range/time-span.js';
import { widerSpan } from './chart-pointer.js';
import { shortestMs } from './zoom-gesture.js';

/** Ranges that were left by looking closer, the last one last. */
const left: TimeRange[] = [];
const mostLeft = 20;

/** Whether one has looked closer. */
export const isZoomed = computed(() => timeRange.value.preset === 'custom');

/** All charts look at this span from now on, and load what it holds in finer steps. */
export function zoomTo({ fromMs, toMs }: Span): void {
  const missing = Math.max(0, shortestMs - (toMs - fromMs));
  if (!isZoomed.peek()) left.length = 0;
  left.push(timeRange.peek());
  left.splice(0, left.length - mostLeft);
  showRange({
    preset: 'custom',
    fromMs: Math.round(fromMs - missing / 2),
    toMs: Math.round(toMs + missing / 2),
  });
}

/** Back to where one came from; without that, twice as much time. */
export function zoomOut(nowMs: number): void {
  const now = timeRange.peek();
  if (now.preset !== 'custom') return;
  const before = left.pop();
  if (before) return showRange(before);
  showRange({ preset: 'custom', ...widerSpan(now, nowMs) });
}
