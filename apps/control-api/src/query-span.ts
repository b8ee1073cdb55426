import { readFluxSpan } from '@kilowatch/compat';
import type { ReadingMark } from '@kilowatch/contracts';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Reads a range given as `{ begin: '-1h', end: 'now()' }`, start first. Ends are exclusive, so a range up to now reaches
 * beyond this millisecond and beyond what was just confirmed, whose clock may be another machine's.
 * Fault: `request.invalid`.
 */
export function readSpan(
  texts: Readonly<Record<string, string>>,
  nowMs: number,
  marks: readonly ReadingMark[],
): Span {
  const span = readFluxSpan(texts, nowMs);
  if (Object.values(texts)[1]?.trim() !== 'now()') return span;
  return { ...span, toMs: Math.max(nowMs, ...marks.map(({ atMs }) => atMs)) + 1 };
}
