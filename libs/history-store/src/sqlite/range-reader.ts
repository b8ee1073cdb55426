import type { RangePoint } from '@kilowatch/contracts';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.js';
import type { PointsAsked, PointsPage } from '../history-store.js';
import { qualityOf } from '../qualities.js';
import type { RawPoints } from './raw-points.js';
import type { Series, SeriesDictionary } from './series-dictionary.js';
import { StoreTrouble } from './store-trouble.js';

interface Position {
  readonly atMs: number;
  readonly ordinal: number;
}

/** A point and what orders it among those of its time. */
interface OrderedPoint {
  readonly series: number;
  readonly ordinal: number;
  readonly point: RangePoint;
}

/** Where a page goes on: series before the cursor's are done with that instant, those behind it have still to begin it. */
function positionOf(rank: number, from: Position & { rank: number }): Position {
  if (rank === from.rank) return from;
  return { atMs: from.atMs, ordinal: rank < from.rank ? Number.MAX_SAFE_INTEGER : -1 };
}

/** Merges series that are each in order of time; of those that share an instant the earlier in the list comes first. */
function* merged(sources: readonly Generator<OrderedPoint>[]): Generator<OrderedPoint> {
  const heads = sources.map((source) => ({ source, head: source.next() }));
  try {
    for (;;) {
      let first: (typeof heads)[number] | undefined;
      for (const one of heads) {
        if (one.head.done) continue;
        if (!first || one.head.value.point.atMs < (first.head.value as OrderedPoint).point.atMs) first = one;
      }
      if (!first) return;
      yield first.head.value as OrderedPoint;
      first.head = first.source.next();
    }
  } finally {
    for (const source of sources) source.return(undefined); // resets statements that were not read to their end
  }
}

/** Raw points of several series in one order, a page at a time; it reads no more rows than it returns, and one per series. */
export class RangeReader {
  constructor(
    private readonly series: SeriesDictionary,
    private readonly points: RawPoints,
  ) {}

  page(query: PointsAsked): PointsPage {
    const series = this.series.find({ devices: [query.device], metrics: query.metrics });
    const from = this.start(query, series);
    const sources = series.map((one, rank) => this.of(one, positionOf(rank, from), query.toMs));
    const points: RangePoint[] = [];
    let last: OrderedPoint | undefined;
    for (const one of merged(sources)) {
      if (last && points.length === query.limit) return { points, next: cursorAt(last) };
      points.push(one.point);
      last = one;
    }
    return { points };
  }

  /** Points of one series after a position (exclusive) and before `toMs`. */
  private *of(
    { id, metric, index }: Series,
    { atMs, ordinal }: Position,
    toMs: number,
  ): Generator<OrderedPoint> {
    const name = { metric, ...(index !== undefined && { index }) };
    for (const one of this.points.after(id, { atMs, ordinal: ordinal + 1 }, toMs)) {
      const point = { ...name, atMs: one.atMs, value: one.value, ...qualityOf(one.quality) };
      yield { series: id, ordinal: one.ordinal, point };
    }
  }

  private start(query: PointsAsked, series: readonly Series[]): Position & { rank: number } {
    if (query.cursor === undefined) return { atMs: query.fromMs, ordinal: -1, rank: 0 };
    const [atMs, id, ordinal] = decodeCursor('points', query.cursor) ?? [-1, -1, -1];
    const rank = series.findIndex((one) => one.id === id);
    if (rank < 0 || atMs < query.fromMs || atMs >= query.toMs) {
      throw new StoreTrouble('request.invalid', badCursor);
    }
    return { atMs, ordinal, rank };
  }
}

const cursorAt = ({ point, series, ordinal }: OrderedPoint): string =>
  encodeCursor('points', [point.atMs, series, ordinal]);
