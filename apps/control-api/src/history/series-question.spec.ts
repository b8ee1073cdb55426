import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { halvesOf, piecesOf, type SeriesQuestion } from './series-question.js';
import { readStep, type WindowStep } from './step.js';

const step = (text: string) => readStep(text, 'Europe/Berlin') as WindowStep;

describe('piecesOf', () => {
  it('cuts where windows begin, and nowhere else', () => {
    expect([...piecesOf({ fromMs: 5, toMs: 95 }, step('10ms'), 3)]).toEqual([
      { fromMs: 5, toMs: 30 },
      { fromMs: 30, toMs: 60 },
      { fromMs: 60, toMs: 90 },
      { fromMs: 90, toMs: 95 },
    ]);
    const fromMs = Date.UTC(2025, 9, 25, 12);
    const pieces = [...piecesOf({ fromMs, toMs: Date.UTC(2025, 9, 29) }, step('1d'), 1)];
    expect(pieces.map(({ toMs }) => new Date(toMs).toISOString().slice(0, 13))).toEqual([
      '2025-10-26T23',
      '2025-10-27T23',
      '2025-10-28T23',
      '2025-10-29T00',
    ]);
  });

  it('covers the range without gaps, whatever it is', () => {
    const text = fc.constantFrom('7ms', '1s', '5m', '1h', '1d', '1w', '1mo');
    fc.assert(
      fc.property(
        text,
        fc.nat(1_000),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (name, startMs, length, windows) => {
          const chosen = step(name);
          const unitMs = chosen.kind === 'even' ? chosen.stepMs : chosen.usualMs;
          const span = { fromMs: startMs, toMs: startMs + length * unitMs };
          const pieces = [...piecesOf(span, chosen, windows)];
          expect(pieces[0]!.fromMs).toBe(span.fromMs);
          expect(pieces.at(-1)!.toMs).toBe(span.toMs);
          for (const [i, { fromMs, toMs }] of pieces.entries()) {
            expect(toMs).toBeGreaterThan(fromMs);
            if (i > 0) expect(fromMs).toBe(pieces[i - 1]!.toMs);
            expect((toMs - fromMs) / unitMs).toBeLessThanOrEqual(windows + 2);
          }
        },
      ),
    );
  });
});

describe('halvesOf', () => {
  const question: SeriesQuestion = {
    series: ['a', 'b', 'c'].map((metric) => ({ device: 'battery:b1', metric })),
    span: { fromMs: 0, toMs: 100 },
    step: step('10ms'),
    aggregates: ['mean'],
  };

  it('has fewer series, then less time, and ends at one window of one series', () => {
    expect(halvesOf(question)!.map(({ series }) => series.length)).toEqual([1, 2]);
    const one = { ...question, series: question.series.slice(2) };
    expect(halvesOf(one)!.map(({ span }) => span)).toEqual([
      { fromMs: 0, toMs: 50 },
      { fromMs: 50, toMs: 100 },
    ]);
    expect(halvesOf({ ...one, span: { fromMs: 3, toMs: 9 } })).toBeUndefined();
    expect(halvesOf({ ...one, step: step('1mo') })).toBeUndefined();
  });
});
