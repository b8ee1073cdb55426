import { flux } from '@influxdata/influxdb-client';
import { Fault, type MetricStatistics, type RangeWindow, type SeriesName } from '@kilowatch/contracts';
import { boundedMean, windowStart } from '../aggregate.js';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.js';
import type { StatisticsAsked, WindowsAsked, WindowsPage } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { type Aggregate, merged } from './aggregate-rows.js';
import {
  type Flux,
  keeping,
  pointsWhere,
  reducedTo,
  together,
  windowed,
  type WindowFunction,
} from './flux-text.js';
import type { FluxRow } from './influx-bucket.js';
import { type Instant, parseInstant } from './instant.js';
import { type Piece, piecesOf } from './pieces.js';
import { compareMetrics, seriesNumber } from './series-order.js';
import { isWanted, type SeriesSource } from './series-source.js';
import type { Sources } from './sources.js';

const functions = ['count', 'min', 'max', 'mean', 'last'] as const satisfies readonly WindowFunction[];
type AggregateFunction = (typeof functions)[number];

/** One window of one series; without a step the whole range is one. */
interface Window extends SeriesName {
  readonly slotMs: number;
  readonly aggregate: Aggregate;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs?: number;
}

interface Position {
  readonly slotMs: number;
  readonly series: number;
}

const growth = 8;

const compareWindows = (a: Window, b: Window): number => a.slotMs - b.slotMs || compareMetrics(a, b);

/** Aggregates, computed in InfluxDB; those of one window that come from several stored series are put together here. */
export class WindowReader {
  constructor(
    private readonly sources: Sources,
    private readonly limits: InfluxLimits,
  ) {}

  async statistics(query: StatisticsAsked): Promise<MetricStatistics[]> {
    const found = await this.windowsOf(query, query);
    return found.map(({ metric, index, aggregate: { lastAt, ...numbers } }) => ({
      metric,
      ...(index !== undefined && { index }),
      ...numbers,
      lastAtMs: lastAt.atMs,
    }));
  }

  /** Computed a stretch of time at a time: about as many windows as a page needs, more where there are few. */
  async page(query: WindowsAsked): Promise<WindowsPage> {
    const { stepMs, toMs, limit } = query;
    const start = startOf(query);
    const found: Window[] = [];
    let next = await this.firstPoint(query, Math.max(query.fromMs, start?.slotMs ?? 0));
    const isFull = (series: number): boolean => found.length > limit + (start ? series : 0); // those of the cursor's slot go
    for (let factor = 1; next; factor *= growth) {
      const most = Math.max(1, Math.floor(this.limits.windowsAtOnce / next.series));
      const windows = Math.min(most, factor * (Math.ceil(limit / next.series) + 1));
      const endMs = Math.min(toMs, windowStart(next.atMs, stepMs) + windows * stepMs);
      found.push(...(await this.windowsOf(query, { fromMs: next.atMs, toMs: endMs, stepMs })));
      next = isFull(next.series) ? undefined : await this.firstPoint(query, endMs);
    }
    return pageOf(afterCursor(found, start), query);
  }

  /** When the first point of the rest of a range is, and how many series have one there. */
  private async firstPoint(query: WindowsAsked, fromMs: number) {
    if (fromMs >= query.toMs) return undefined;
    const wanted = { devices: [query.device], metrics: query.metrics };
    const times = await this.sources.all(wanted, async (source) => {
      const where = source.where(wanted);
      const pieces = where ? await piecesOf(source, where, fromMs, query.toMs) : [];
      const [first, last] = [pieces[0], pieces.at(-1)];
      if (!where || !first || !last) return [];
      const all = pointsWhere(source.bucket.settings.bucket, first[0], last[1], where);
      return source.bucket.query(
        flux`${all} ${reducedTo('first')} ${keeping(['_time', ...source.nameColumns])}`,
        (row) => ({ atMs: parseInstant(row('_time')).atMs, name: source.nameOf(row) }),
      );
    });
    const firsts = times.flat().filter(({ name }) => isWanted(name, wanted));
    return firsts.length === 0
      ? undefined
      : { atMs: Math.min(...firsts.map(({ atMs }) => atMs)), series: firsts.length };
  }

  private async windowsOf({ device, metrics }: StatisticsAsked, span: Span): Promise<Window[]> {
    const wanted = { devices: [device], metrics };
    const several = this.sources.countOf(wanted) > 1;
    const found = await this.sources.all(wanted, async (source) => {
      const where = source.where(wanted);
      const pieces = where ? await piecesOf(source, where, span.fromMs, span.toMs) : [];
      if (!where || pieces.length === 0) return [];
      const isTimeKept = several || source.hasMixedTypes || span.stepMs === undefined;
      const pipes = pieces.flatMap((piece, i) =>
        functions.map((fn) =>
          aggregatePipe(source, where, { piece, fn, i, isTimeKept, stepMs: span.stepMs }),
        ),
      );
      const rows = await source.bucket.query(together(pipes), (row) => rowOf(source, row, span.stepMs));
      return windowsFrom(rows.filter((row) => isWanted(row, wanted)));
    });
    return oneEach(found.flat()).sort(compareWindows);
  }
}

interface AggregateAsked {
  readonly piece: Piece;
  readonly fn: AggregateFunction;
  readonly i: number;
  readonly isTimeKept: boolean;
  readonly stepMs: number | undefined;
}

function aggregatePipe(source: SeriesSource, where: Flux, asked: AggregateAsked): Flux {
  const { piece, fn, i, isTimeKept, stepMs } = asked;
  const all = pointsWhere(source.bucket.settings.bucket, ...piece, where);
  const aggregated =
    stepMs === undefined ? reducedTo(fn) : windowed(stepMs, fn, { isTimeKept: fn === 'last' && isTimeKept });
  const columns = keeping(['_time', '_value', ...source.nameColumns, ...source.parts]);
  return flux`${all} ${aggregated} ${columns} |> yield(name: ${`${fn}-${i}`})`;
}

interface AggregateRow extends SeriesName {
  readonly fn: AggregateFunction;
  /** Tells apart what is put together later: the piece, and the stored series behind one name. */
  readonly part: string;
  readonly slotMs: number;
  readonly at: Instant;
  readonly value: number;
}

function rowOf(source: SeriesSource, row: FluxRow, stepMs: number | undefined): AggregateRow {
  const [fn, piece] = row('result').split('-') as [AggregateFunction, string];
  const time = row('_time');
  const at = time === '' ? { atMs: 0, nano: 0 } : parseInstant(time);
  const part = [piece, ...source.parts.map((column) => row(column))].join('\0');
  const slotMs = stepMs === undefined ? 0 : windowStart(at.atMs, stepMs);
  return { ...source.nameOf(row), fn, part, slotMs, at, value: Number(row('_value')) };
}

/** Five rows become one window. */
function windowsFrom(rows: readonly AggregateRow[]): Window[] {
  const windows = new Map<string, Window>();
  for (const { fn, part, slotMs, at, value, ...name } of rows) {
    const key = `${slotMs}\0${name.metric}\0${name.index ?? ''}\0${part}`;
    let window = windows.get(key);
    if (!window) {
      const empty = { count: 0, min: 0, max: 0, mean: 0, last: 0, lastAt: at };
      windows.set(key, (window = { ...name, slotMs, aggregate: empty }));
    }
    window.aggregate[fn] = value;
    if (fn === 'last') window.aggregate.lastAt = at;
  }
  return [...windows.values()];
}

function oneEach(windows: readonly Window[]): Window[] {
  const byName = new Map<string, Window>();
  for (const window of windows) {
    const key = `${window.slotMs}\0${window.metric}\0${window.index ?? ''}`;
    const same = byName.get(key);
    const aggregate = same ? merged(same.aggregate, window.aggregate) : bounded(window.aggregate);
    byName.set(key, { ...window, aggregate });
  }
  return [...byName.values()];
}

const bounded = (one: Aggregate): Aggregate => ({ ...one, mean: boundedMean(one.mean, one.min, one.max) });

function startOf({ cursor, fromMs, toMs, stepMs }: WindowsAsked): Position | undefined {
  if (cursor === undefined) return undefined;
  const [slotMs, series, step] = decodeCursor('windows', cursor) ?? [-1, -1, -1];
  const isInside = slotMs >= windowStart(fromMs, stepMs) && slotMs < toMs;
  if (step !== stepMs || !isInside) throw new Fault('request.invalid', badCursor);
  return { slotMs, series };
}

/** What comes after the last window of the page before, which must be among those found. */
function afterCursor(found: readonly Window[], start: Position | undefined): readonly Window[] {
  if (!start) return found;
  const last = found.findIndex((one) => one.slotMs === start.slotMs && seriesNumber(one) === start.series);
  if (last < 0) throw new Fault('request.invalid', badCursor);
  return found.slice(last + 1);
}

function pageOf(found: readonly Window[], { limit, stepMs }: WindowsAsked): WindowsPage {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const windows = page.map(
    ({ metric, index, slotMs, aggregate: { lastAt: _lastAt, ...numbers } }): RangeWindow => ({
      metric,
      ...(index !== undefined && { index }),
      atMs: slotMs,
      ...numbers,
    }),
  );
  const isMore = last !== undefined && found.length > limit;
  return {
    windows,
    ...(isMore && { next: encodeCursor('windows', [last.slotMs, seriesNumber(last), stepMs]) }),
  };
}
