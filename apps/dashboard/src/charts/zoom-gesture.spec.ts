import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Span } from '../range/time-span.js';
import { gripOf, grippedSpan, isOther, shortestMs, wheeledSpan } from './zoom-gesture.js';

const edges = { left: 60, right: 1_060 };
const hour = 3_600_000;
const nowMs = Date.UTC(2026, 0, 15);
const day: Span = { fromMs: nowMs - 24 * hour, toMs: nowMs };

const lengthOf = ({ fromMs, toMs }: Span): number => toMs - fromMs;
const timeAt = (x: number, span: Span): number =>
  span.fromMs + ((x - edges.left) / (edges.right - edges.left)) * lengthOf(span);

const finger = fc.record({ x: fc.integer({ min: 60, max: 1_060 }), y: fc.integer({ min: 0, max: 400 }) });
const grip = fc.tuple(finger, finger).map(([one, other]) => gripOf(one, other));
const span = fc
  .tuple(fc.integer({ min: 0, max: nowMs - 1 }), fc.integer({ min: 1, max: 90 * 24 * hour }))
  .map(([fromMs, lengthMs]) => ({ fromMs, toMs: Math.min(nowMs, fromMs + lengthMs) }));
const turn = fc.record({
  x: fc.integer({ min: -100, max: 1_300 }),
  deltaY: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  deltaMode: fc.constantFrom(0, 1, 2),
});

describe('two fingers on a chart', () => {
  it('draw it out: the time between them stays there', () => {
    const from = gripOf({ x: 460, y: 10 }, { x: 660, y: 10 });
    const to = gripOf({ x: 360, y: 10 }, { x: 760, y: 10 });
    const closer = grippedSpan(day, edges, from, to, nowMs);
    expect(closer).toEqual({ fromMs: nowMs - 18 * hour, toMs: nowMs - 6 * hour });
  });

  it('move it, no further than time has come', () => {
    const at = (x: number) => gripOf({ x: x - 50, y: 10 }, { x: x + 50, y: 10 });
    const older = grippedSpan(day, edges, at(500), at(750), nowMs);
    expect(older).toEqual({ fromMs: nowMs - 30 * hour, toMs: nowMs - 6 * hour });
    expect(grippedSpan(older, edges, at(750), at(100), nowMs)).toEqual(day);
  });

  it('never reach the future, nor a time before 1970, nor less than a second, and are found in the picture again', () => {
    fc.assert(
      fc.property(span, grip, grip, (shown, from, to) => {
        const next = grippedSpan(shown, edges, from, to, nowMs);
        expect(next.fromMs).toBeGreaterThanOrEqual(0);
        expect(next.toMs).toBeLessThanOrEqual(nowMs);
        expect(lengthOf(next)).toBeGreaterThan(0.999 * Math.min(shortestMs, lengthOf(shown)));
        const isCut = next.fromMs === 0 || next.toMs === nowMs || lengthOf(next) < 1.001 * shortestMs;
        if (!isCut) expect(Math.abs(timeAt(to.x, next) - timeAt(from.x, shown))).toBeLessThan(1);
      }),
    );
  });

  it('leave a chart as it was when they come back to where they began', () => {
    fc.assert(
      fc.property(span, grip, (shown, from) => {
        fc.pre(lengthOf(shown) >= shortestMs);
        expect(isOther(shown, grippedSpan(shown, edges, from, from, nowMs))).toBe(false);
      }),
    );
  });

  it('do not make a leap of a tremble while they are close', () => {
    const [near, nearer] = [
      gripOf({ x: 500, y: 0 }, { x: 503, y: 0 }),
      gripOf({ x: 501, y: 0 }, { x: 502, y: 0 }),
    ];
    expect(isOther(day, grippedSpan(day, edges, near, nearer, nowMs))).toBe(false);
  });
});

describe('the wheel with Ctrl', () => {
  it('spreads as far as two fingers on a trackpad did', () => {
    const spread = wheeledSpan(day, edges, { x: 560, deltaY: -100 * Math.log(1.25), deltaMode: 0 }, nowMs);
    expect(lengthOf(day) / lengthOf(spread)).toBeCloseTo(1.25, 6);
  });

  it('goes a step per notch, whether it counts in pixels, lines or pages', () => {
    const notches = [
      [-120, 0],
      [-3, 1],
      [-1, 2],
    ] as const;
    const lengths = notches.map(([deltaY, deltaMode]) =>
      lengthOf(wheeledSpan(day, edges, { x: 560, deltaY, deltaMode }, nowMs)),
    );
    expect(new Set(lengths).size).toBe(1);
    expect(lengthOf(day) / lengths[0]!).toBeCloseTo(1.49, 2);
  });

  it('keeps the time below the pointer, stays in time, and ends at a second and at all there is', () => {
    fc.assert(
      fc.property(span, fc.array(turn, { minLength: 1, maxLength: 60 }), (first, turns) => {
        let shown = first;
        for (const one of turns) {
          const next = wheeledSpan(shown, edges, one, nowMs);
          const x = Math.max(edges.left, Math.min(edges.right, one.x));
          const isCut = next.fromMs === 0 || next.toMs === nowMs || lengthOf(next) < 1.001 * shortestMs;
          if (!isCut) expect(Math.abs(timeAt(x, next) - timeAt(x, shown))).toBeLessThan(1);
          expect(lengthOf(next)).toBeGreaterThan(0.999 * Math.min(shortestMs, lengthOf(shown)));
          expect([next.fromMs >= 0, next.toMs <= nowMs]).toEqual([true, true]);
          shown = next;
        }
      }),
    );
  });
});
