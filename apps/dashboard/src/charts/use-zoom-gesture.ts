import { batch, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Span } from '../range/time-span.js';
import type { Pointing } from './chart-pointer.js';
import { zoomTo } from './zoom.js';
import { type Finger, type Grip, gripOf, grippedSpan, isOther, wheeledSpan } from './zoom-gesture.js';

interface Gestured {
  /** What the chart is to show meanwhile. */
  readonly preview: Signal<Span | undefined>;
  /** The span and the pixels of the chart without a preview; undefined: it is not there yet. */
  readonly here: () => { readonly chart: Span; readonly at: Pointing } | undefined;
  /** In pixels of the chart, from its left edge. */
  readonly placeOf: (event: PointerEvent | WheelEvent) => Finger;
  /** By the server's clock. */
  readonly nowMs: () => number;
}

export interface ZoomGesture {
  /** These say whether two fingers hold the chart, so that the event is about nothing else. */
  press(event: PointerEvent): boolean;
  move(event: PointerEvent): boolean;
  release(event: PointerEvent): boolean;
  /** The browser took the finger, as to scroll: nothing is chosen. */
  lose(event: PointerEvent): void;
  wheel(event: WheelEvent): void;
}

/** A wheel says nothing when it is let go: it stands still for so long. */
const wheelRestMs = 250;

interface Held {
  readonly chart: Span;
  readonly at: Pointing;
  readonly from: Grip;
  readonly lastMs: number;
}

/** Two fingers on the chart, or the wheel with Ctrl: the chart follows at once, and all charts look there when it is over. */
export function useZoomGesture({ preview, here, placeOf, nowMs }: Gestured): ZoomGesture {
  const fingers = useRef(new Map<number, Finger>()).current;
  const held = useRef<Held>(undefined);
  const before = useRef<Span>(undefined);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);

  const begin = (): Omit<Held, 'from'> | undefined => {
    const now = here();
    if (!now) return undefined;
    const { fromMs, toMs } = preview.peek() ?? now.chart;
    before.current ??= { fromMs, toMs };
    return { chart: { fromMs, toMs }, at: now.at, lastMs: Math.max(toMs, nowMs()) };
  };
  const end = (isMeant: boolean): void => {
    clearTimeout(rest.current);
    const [span, old] = [preview.peek(), before.current];
    held.current = before.current = undefined;
    batch(() => {
      preview.value = undefined;
      if (isMeant && span && old && isOther(old, span)) zoomTo(span);
    });
  };
  const grip = (): Grip | undefined => {
    const [one, other] = fingers.values();
    return one && other && gripOf(one, other);
  };
  const drop = ({ pointerId }: PointerEvent, isMeant: boolean): boolean => {
    const isHeld = fingers.delete(pointerId) && held.current !== undefined;
    if (isHeld) end(isMeant);
    return isHeld;
  };
  return {
    press: (event) => {
      if (event.pointerType !== 'touch') return false;
      if (event.isPrimary) fingers.clear(); // the first of all that touch the screen now
      if (fingers.size === 2) return true;
      fingers.set(event.pointerId, placeOf(event));
      const from = grip();
      const begun = from && begin();
      if (!begun) return false;
      held.current = { ...begun, from };
      return true;
    },
    move: (event) => {
      if (!fingers.has(event.pointerId)) return held.current !== undefined;
      fingers.set(event.pointerId, placeOf(event));
      const to = grip();
      if (!to || !held.current) return false;
      const { chart, at, from, lastMs } = held.current;
      preview.value = grippedSpan(chart, at, from, to, lastMs);
      return true;
    },
    release: (event) => drop(event, true),
    lose: (event) => void drop(event, false),
    wheel: (event) => {
      const begun = begin();
      if (!begun) return;
      clearTimeout(rest.current);
      const { deltaY, deltaMode } = event;
      preview.value = wheeledSpan(
        begun.chart,
        begun.at,
        { x: placeOf(event).x, deltaY, deltaMode },
        begun.lastMs,
      );
      rest.current = setTimeout(() => end(true), wheelRestMs);
    },
  };
}
