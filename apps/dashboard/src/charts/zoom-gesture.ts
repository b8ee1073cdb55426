import type { Span } from '../range/time-span.js';

/** Nobody looks closer than that. */
export const shortestMs = 1_000;

/** Where two fingers hold a chart: the middle between them, and how far they are from each other. px */
export interface Grip {
  readonly x: number;
  readonly apartPx: number;
}

/** A finger on the screen, px. */
export interface Finger {
  readonly x: number;
  readonly y: number;
}

/** Where the time axis begins and ends. px */
interface Edges {
  readonly left: number;
  readonly right: number;
}

/** Closer to each other no finger can tell one place from another, and every tremble would be a leap. */
const leastApartPx = 24;

export const gripOf = (one: Finger, other: Finger): Grip => ({
  x: (one.x + other.x) / 2,
  apartPx: Math.max(leastApartPx, Math.hypot(one.x - other.x, one.y - other.y)),
});

/**
 * What a chart of `span` shows when it is drawn out, pushed together or moved by two fingers: the time that was between them is
 * between them still. It ends no later than `lastMs`, begins no earlier than 1970, and is no shorter than {@link shortestMs}.
 */
export function grippedSpan(span: Span, { left, right }: Edges, from: Grip, to: Grip, lastMs: number): Span {
  const lengthMs = span.toMs - span.fromMs;
  const partOf = ({ x }: Grip): number => (Math.max(left, Math.min(right, x)) - left) / (right - left);
  const heldMs = span.fromMs + partOf(from) * lengthMs;
  const shownMs = Math.max(Math.min(shortestMs, lengthMs), (lengthMs * from.apartPx) / to.apartPx);
  const beginMs = heldMs - partOf(to) * shownMs;
  return inTime(beginMs, shownMs, lastMs);
}

/** The span is moved into the time that there is before it is cut. */
function inTime(beginMs: number, lengthMs: number, lastMs: number): Span {
  const fromMs = Math.max(0, Math.min(beginMs, lastMs - lengthMs));
  return { fromMs, toMs: Math.min(lastMs, fromMs + lengthMs) };
}

/** A notch of a mouse is 100 px or more, and would be almost three times as much. */
const mostPerEvent = 40;
/** Of the lines and pages in which some browsers count. */
const pxPer = [1, 16, 400] as const;

/**
 * What a chart shows after the wheel was turned above `x` with Ctrl held, which is also how browsers report two fingers that spread
 * on a trackpad: as 100 times the logarithm of how far, upwards. https://w3c.github.io/uievents/#events-wheelevents
 */
export function wheeledSpan(
  span: Span,
  edges: Edges,
  { x, deltaY, deltaMode }: { x: number; deltaY: number; deltaMode: number },
  lastMs: number,
): Span {
  const px = deltaY * (pxPer[deltaMode as 0 | 1 | 2] ?? 1);
  const factor = Math.exp(-Math.max(-mostPerEvent, Math.min(mostPerEvent, px)) / 100);
  return grippedSpan(span, edges, { x, apartPx: 1 }, { x, apartPx: factor }, lastMs);
}

/** Less of a chart nobody means: fingers tremble. */
const leastPart = 0.01;

/** Whether one span is to be seen apart from another. */
export const isOther = (one: Span, other: Span): boolean =>
  Math.max(Math.abs(one.fromMs - other.fromMs), Math.abs(one.toMs - other.toMs)) >
  leastPart * (one.toMs - one.fromMs);
