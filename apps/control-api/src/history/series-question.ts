import type { Aggregate, CalendarStep, SeriesName, SeriesQuery } from '@kilowatch/contracts';
import { calendarEdges } from '@kilowatch/domain';
import type { Span } from '../query-span.js';
import type { WindowStep } from './step.js';

/** A part of an answer: some series over some time, cut where windows begin. */
export interface SeriesQuestion {
  readonly series: readonly SeriesName[];
  readonly span: Span;
  readonly step: WindowStep;
  readonly aggregates: readonly Aggregate[];
}

/** Numbers that one answer of the historian holds, at most: it must fit into a message. */
const mostNumbers = 16_000;

/** Windows of one series that one question may have. */
export const windowsAtOnce = (aggregates: readonly Aggregate[]): number =>
  Math.floor(mostNumbers / (1 + aggregates.length));

export const bodyOf = ({ series, span, step, aggregates }: SeriesQuestion): SeriesQuery => ({
  series: [...series],
  ...span,
  ...(step.kind === 'even' ? { stepMs: step.stepMs } : { calendar: step.calendar satisfies CalendarStep }),
  aggregates: [...aggregates],
});

/** Where the range is cut, so that each piece but the last has so many windows: its ends, and the starts of windows between. */
function* cutsOf({ fromMs, toMs }: Span, step: WindowStep, windows: number): Generator<number> {
  yield fromMs;
  if (step.kind === 'even') {
    const first = Math.floor(fromMs / step.stepMs) + windows;
    for (let cutMs = first * step.stepMs; cutMs < toMs; cutMs += windows * step.stepMs) yield cutMs;
  } else {
    for (let cutMs = fromMs; ;) {
      const edges = calendarEdges(cutMs, Math.min(toMs, cutMs + windows * step.usualMs), step.calendar);
      cutMs = edges.at(-1)!;
      if (cutMs >= toMs) break;
      yield cutMs;
    }
  }
  yield toMs;
}

/** The pieces of a range, each with about so many windows. Lazily: a range may have any number of them. */
export function* piecesOf(span: Span, step: WindowStep, windows: number): Generator<Span> {
  let fromMs: number | undefined;
  for (const toMs of cutsOf(span, step, windows)) {
    if (fromMs !== undefined) yield { fromMs, toMs };
    fromMs = toMs;
  }
}

/** The first of these pieces; the range must not be empty. */
export function firstPiece(span: Span, step: WindowStep, windows: number): Span {
  for (const piece of piecesOf(span, step, windows)) return piece;
  return span;
}

/** Two questions in place of one whose answer is too large; undefined when it cannot be cut. */
export function halvesOf(question: SeriesQuestion): [SeriesQuestion, SeriesQuestion] | undefined {
  const { series, span, step } = question;
  if (series.length > 1) {
    const middle = series.length >> 1;
    return [
      { ...question, series: series.slice(0, middle) },
      { ...question, series: series.slice(middle) },
    ];
  }
  const first = firstPiece(span, step, Math.max(1, Math.ceil(windowCount(span, step) / 2)));
  if (first.toMs >= span.toMs) return undefined;
  return [
    { ...question, span: first },
    { ...question, span: { fromMs: first.toMs, toMs: span.toMs } },
  ];
}

const windowCount = ({ fromMs, toMs }: Span, step: WindowStep): number =>
  (toMs - fromMs) / (step.kind === 'even' ? step.stepMs : step.usualMs);
