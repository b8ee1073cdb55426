import type { MetricStatistics } from '@kilowatch/contracts';
import { boundedMean, windowStart } from '../aggregate.js';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.js';
import type { StatisticsAsked, WindowsAsked, WindowsPage } from '../history-store.js';
import { WindowSums } from '../window-sums.js';
import type { RawPoints } from './raw-points.js';
import type { SeriesReader } from './rollups/series-reader.js';
import type { Series, SeriesDictionary } from './series-dictionary.js';
import { StoreTrouble } from './store-trouble.js';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

type Aggregate = MetricStatistics & { readonly atMs: number; readonly rank: number };

/** Counts, extremes, means and last values of windows. */
export class WindowReader {
  constructor(
    private readonly series: SeriesDictionary,
    private readonly points: RawPoints,
    private readonly reader: SeriesReader,
  ) {}

  statistics(query: StatisticsAsked): MetricStatistics[] {
    const span = { ...query, stepMs: Number.MAX_SAFE_INTEGER };
    return this.found(query).flatMap((series) =>
      this.aggregate(series, 0, span).map(({ atMs: _atMs, rank: _rank, ...statistics }) => statistics),
    );
  }

  page(query: WindowsAsked): WindowsPage {
    const series = this.found(query);
    const start = this.start(query, series);
    const found: Aggregate[] = [];
    for (const one of this.ordered(series, query, start.atMs)) {
      if (one.atMs > start.atMs || one.rank > start.rank) found.push(one);
      if (found.length > query.limit) break;
    }
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const lastSeries = last && series[last.rank];
    return {
      windows: page.map(({ rank: _rank, lastAtMs: _lastAtMs, ...window }) => window),
      ...(found.length > page.length &&
        lastSeries && { next: encodeCursor('windows', [last.atMs, lastSeries.id, query.stepMs]) }),
    };
  }

  /**
   * Windows in order, computed a stretch of time at a time: about as many windows as a page needs, starting where the next
   * points are, so that neither a long range nor a sparse one costs more than its page.
   */
  private *ordered(series: readonly Series[], query: WindowsAsked, startMs: number): Generator<Aggregate> {
    const { stepMs, toMs } = query;
    const stretchMs = stepMs * (Math.ceil(query.limit / Math.max(1, series.length)) + 1);
    let fromMs = this.nextPoint(series, Math.max(query.fromMs, startMs), toMs);
    while (fromMs !== undefined) {
      const endMs = Math.min(toMs, windowStart(fromMs, stepMs) + stretchMs);
      const span = { fromMs, toMs: endMs, stepMs };
      yield* series
        .flatMap((one, rank) => this.aggregate(one, rank, span))
        .sort((a, b) => a.atMs - b.atMs || a.rank - b.rank);
      fromMs = this.nextPoint(series, endMs, toMs);
    }
  }

  private nextPoint(series: readonly Series[], fromMs: number, toMs: number): number | undefined {
    const times = series
      .map(({ id }) => this.points.firstAtMs(id, fromMs))
      .filter((atMs) => atMs !== undefined && atMs < toMs);
    return times.length > 0 ? Math.min(...times.map(Number)) : undefined;
  }

  private aggregate({ id, metric, index }: Series, rank: number, span: Span): Aggregate[] {
    const sums = new WindowSums(edgesOf(span));
    this.reader.sumInto(id, sums);
    const name = { rank, metric, ...(index !== undefined && { index }) };
    return [...sums.count.keys()]
      .filter((i) => sums.count[i]! > 0)
      .map((i) => {
        const [count, min, max] = [sums.count[i]!, sums.min[i]!, sums.max[i]!];
        const mean = boundedMean(sums.sum[i]! / count, min, max);
        const [last, lastAtMs] = [sums.last[i]!, sums.lastAtMs[i]!];
        return { ...name, atMs: windowStart(lastAtMs, span.stepMs), count, min, max, mean, last, lastAtMs };
      });
  }

  private found({ device, metrics }: StatisticsAsked): readonly Series[] {
    return this.series.find({ devices: [device], metrics });
  }

  private start(query: WindowsAsked, series: readonly Series[]): { atMs: number; rank: number } {
    if (query.cursor === undefined) return { atMs: -1, rank: -1 };
    const [atMs, id, stepMs] = decodeCursor('windows', query.cursor) ?? [-1, -1, -1];
    const rank = series.findIndex((one) => one.id === id);
    const isInside = atMs >= windowStart(query.fromMs, query.stepMs) && atMs < query.toMs;
    if (rank < 0 || stepMs !== query.stepMs || !isInside) {
      throw new StoreTrouble('request.invalid', badCursor);
    }
    return { atMs, rank };
  }
}

/** The first and the last window are cut at the ends of the span. */
function edgesOf({ fromMs, toMs, stepMs }: Span): Float64Array {
  const firstMs = windowStart(fromMs, stepMs);
  const edges = Float64Array.from(
    { length: Math.ceil((toMs - firstMs) / stepMs) + 1 },
    (_, i) => firstMs + i * stepMs,
  );
  edges[0] = fromMs;
  edges[edges.length - 1] = toMs;
  return edges;
}
