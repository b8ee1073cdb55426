import type { Span } from '../range/time-span.js';
import { SeriesBuffer } from '../series/series-buffer.js';

/** What a pump said of its alarm last, and when it was heard last, of whatever it spoke. UTC epoch ms. */
export interface SaidAlarm {
  readonly value: number;
  readonly atMs: number;
  readonly heardAtMs: number;
}

/**
 * The alarm of a pump, which goes on for as long as the pump is heard: gateways may say a state only when it changes, and one that began
 * before the span and has not ended would not be in it at all.
 */
export function heldAlarm(buffer: SeriesBuffer, said: SaidAlarm, { fromMs, toMs }: Span): SeriesBuffer {
  const { atMs, value, min, max } = buffer.view();
  const lastMs = atMs.at(-1) ?? -Infinity;
  const untilMs = Math.min(said.heardAtMs, toMs);
  const isLast = (max.at(-1) ?? 0) > 0;
  const beginMs = Math.max(said.atMs, fromMs, lastMs + 1);
  if (said.value === 0 || untilMs <= beginMs) return buffer;
  const added = isLast ? [untilMs] : [beginMs, untilMs];
  const on = added.map(() => 1);
  return new SeriesBuffer(
    {
      atMs: [...atMs, ...added].map((middleMs) => middleMs - buffer.stepMs / 2),
      mean: [...value, ...on],
      min: [...min, ...on],
      max: [...max, ...on],
      gaps: [],
    },
    buffer.stepMs,
  );
}
