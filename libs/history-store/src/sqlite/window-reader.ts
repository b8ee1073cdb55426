import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { MetricStatistics } from '@kilowatch/contracts';
import { boundedMean, windowStart } from '../aggregate.js';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.js';
import type { StatisticsAsked, WindowsAsked, WindowsPage } from '../history-store.js';
import type { Series, SeriesDictionary } from './series-dictionary.js';
import { StoreTrouble } from './store-trouble.js';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

type Aggregate = MetricStatistics & { readonly atMs: number; readonly rank: number };

/** Counts, extremes, means and last values, aggregated by SQLite. */
export class WindowReader {
  private readonly aggregated: StatementSync;
  private readonly firstAt: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly series: SeriesDictionary,
  ) {
    this.aggregated = db.prepare(`
      SELECT w, n, lo, hi, mean, last_at,
        (SELECT value FROM points WHERE series = :series AND at_ms = last_at ORDER BY ordinal DESC LIMIT 1) AS last
      FROM (
        SELECT at_ms / :step AS w, count(*) AS n, min(value) AS lo, max(value) AS hi, avg(value) AS mean, max(at_ms) AS last_at
        FROM points WHERE series = :series AND at_ms >= :from AND at_ms < :to GROUP BY w
      ) ORDER BY w`);
    this.firstAt = db.prepare(
      'SELECT at_ms FROM points WHERE series = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms LIMIT 1',
    );
  }

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
      .map(({ id }) => this.firstAt.get(BigInt(id), BigInt(fromMs), BigInt(toMs))?.['at_ms'])
      .filter((atMs) => atMs !== undefined);
    return times.length > 0 ? Math.min(...times.map(Number)) : undefined;
  }

  private aggregate({ id, metric, index }: Series, rank: number, span: Span): Aggregate[] {
    const rows = this.aggregated.all({
      series: BigInt(id),
      step: BigInt(span.stepMs),
      from: BigInt(span.fromMs),
      to: BigInt(span.toMs),
    });
    return rows.map((row) => {
      const [min, max] = [Number(row['lo']), Number(row['hi'])];
      return {
        rank,
        metric,
        ...(index !== undefined && { index }),
        atMs: Number(row['w']) * span.stepMs,
        count: Number(row['n']),
        min,
        max,
        mean: boundedMean(row['mean'] as number | null, min, max),
        last: Number(row['last']),
        lastAtMs: Number(row['last_at']),
      };
    });
  }

  private found({ device, metrics }: StatisticsAsked): Series[] {
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
