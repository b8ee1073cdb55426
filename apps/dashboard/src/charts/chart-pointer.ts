import type { TimeChart } from '@kilowatch/charts';

/** Between the pixels of a chart and its times. */
export interface Pointing {
  readonly left: number;
  readonly right: number;
  xOf(atMs: number): number;
  atOf(x: number): number;
}

export function pointing({ fromMs, toMs, sides }: TimeChart, widthPx: number): Pointing {
  const left = sides.left;
  const right = Math.max(left + 1, widthPx - sides.right);
  const perMs = (right - left) / (toMs - fromMs);
  return {
    left,
    right,
    xOf: (atMs) => left + (atMs - fromMs) * perMs,
    atOf: (x) => fromMs + (Math.max(left, Math.min(right, x)) - left) / perMs,
  };
}

/** Twice as much time, no more of the future than there is already, and nothing before 1970. */
export function widerSpan(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  nowMs: number,
): { fromMs: number; toMs: number } {
  const half = (toMs - fromMs) / 2;
  const endMs = Math.min(toMs + half, Math.max(toMs, nowMs));
  return { fromMs: Math.max(0, Math.round(endMs - 4 * half)), toMs: Math.round(endMs) };
}

const stepPart = 0.5;

/** The span of one step closer or further away, around a time that stays where it is. */
export function zoomedSpan(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  aroundMs: number,
  isCloser: boolean,
): { fromMs: number; toMs: number } {
  const factor = isCloser ? stepPart : 1 / stepPart;
  return { fromMs: aroundMs - (aroundMs - fromMs) * factor, toMs: aroundMs + (toMs - aroundMs) * factor };
}
