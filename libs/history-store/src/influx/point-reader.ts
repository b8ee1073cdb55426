import { fluxInteger, flux } from '@influxdata/influxdb-client';
import { Fault, type RangePoint, type SeriesName } from '@kilowatch/contracts';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.js';
import type { PointsAsked, PointsPage } from '../history-store.js';
import { keeping, pointsWhere, together } from './flux-text.js';
import type { FluxRow } from './influx-bucket.js';
import { type Instant, parseInstant } from './instant.js';
import { piecesOf } from './pieces.js';
import { compareMetrics, seriesNumber } from './series-order.js';
import { isNumber, isWanted, numberFields, type SeriesSource } from './series-source.js';
import type { Sources } from './sources.js';
import { qualityOfCode } from './stored-point.js';

/** A point with what orders it among those of its time. */
interface Found extends SeriesName, Instant {
  readonly value: number;
  quality?: RangePoint['quality'];
}

interface Position {
  readonly atMs: number;
  /** Points of that millisecond which were given, and the number of the last one's series. */
  readonly given: number;
  readonly series: number;
}

/** A first stretch of this length; each further one is longer, until the page is full. */
const firstStretchMs = 3_600_000;
const growth = 8;

const compareFound = (a: Found, b: Found): number =>
  a.atMs - b.atMs || compareMetrics(a, b) || a.nano - b.nano;

/** Raw points of several series in one order, a page at a time, read a stretch of time at a time. */
export class PointReader {
  constructor(private readonly sources: Sources) {}

  async page(query: PointsAsked): Promise<PointsPage> {
    const from = startOf(query);
    const wanted = query.limit + from.given + 1;
    const found: Found[] = [];
    let startMs = from.atMs;
    for (let stretchMs = firstStretchMs; startMs < query.toMs && found.length < wanted;) {
      const endMs = Math.min(query.toMs, startMs + stretchMs);
      const more = await this.stretch(query, startMs, endMs, wanted - found.length);
      if (more) {
        found.push(...more);
        startMs = endMs;
      }
      stretchMs = more ? stretchMs * growth : shorter(stretchMs);
    }
    return pageOf(found, query, from);
  }

  /** The first points of a stretch in order, at least as many as are wanted; undefined when it has too many series for that. */
  private async stretch(
    query: PointsAsked,
    fromMs: number,
    toMs: number,
    limit: number,
  ): Promise<Found[] | undefined> {
    try {
      const found = await this.sources.all({ devices: [query.device] }, (source) =>
        read(source, { ...query, fromMs, toMs, limit }),
      );
      return found.flat().sort(compareFound);
    } catch (error) {
      if (error instanceof Fault && error.code === 'request.too-large' && toMs - fromMs > 1) return undefined;
      throw error;
    }
  }
}

const shorter = (stretchMs: number): number => Math.max(1, Math.floor(stretchMs / (growth * growth)));

/** The first `limit` points of each series; so the first `limit` of all are among them. */
async function read(source: SeriesSource, query: PointsAsked): Promise<Found[]> {
  const { device, metrics, fromMs, toMs, limit } = query;
  const wanted = { devices: [device], metrics };
  const where = source.where(wanted, [...numberFields, 'quality']);
  if (!where) return [];
  const pieces = await piecesOf(source, where, fromMs, toMs);
  if (pieces.length === 0) return [];
  const pipes = pieces.map(([start, end]) => {
    const all = pointsWhere(source.bucket.settings.bucket, start, end, where);
    const columns = ['_time', '_value', ...source.nameColumns, ...source.parts] as const;
    return flux`${all} |> limit(n: ${fluxInteger(limit)}) ${keeping(columns)}`;
  });
  const rows = await source.bucket.query(namedPipes(pipes), (row) => ({
    field: source.fieldOf(row),
    point: foundOf(source, row),
  }));
  const points = rows.filter(({ field }) => isNumber(field)).map(({ point }) => point);
  const qualities = rows.filter(({ field }) => field === 'quality');
  if (qualities.length > 0)
    addQualities(
      points,
      qualities.map(({ point }) => point),
    );
  return points.filter((point) => isWanted(point, wanted));
}

const namedPipes = (pipes: readonly ReturnType<typeof flux>[]) =>
  together(pipes.map((pipe, i) => flux`${pipe} |> yield(name: ${String(i)})`));

const foundOf = (source: SeriesSource, row: FluxRow): Found => ({
  ...source.nameOf(row),
  ...parseInstant(row('_time')),
  value: Number(row('_value')),
  ...(source.fieldOf(row) === 'missing' && { quality: 'missing' as const }),
});

const identity = ({ metric, index, atMs, nano }: Found): string =>
  `${metric}\0${index ?? ''}\0${atMs}.${nano}`;

function addQualities(points: readonly Found[], codes: readonly Found[]): void {
  const codeOf = new Map(codes.map((code) => [identity(code), code.value]));
  for (const point of points) {
    const code = codeOf.get(identity(point));
    const quality = code === undefined ? undefined : qualityOfCode(code);
    if (quality) point.quality = quality;
  }
}

function startOf({ cursor, fromMs, toMs }: PointsAsked): Position {
  if (cursor === undefined) return { atMs: fromMs, given: 0, series: 0 };
  const [atMs, given, series] = decodeCursor('points', cursor) ?? [-1, -1, -1];
  if (given < 1 || atMs < fromMs || atMs >= toMs) throw new Fault('request.invalid', badCursor);
  return { atMs, given, series };
}

function pageOf(found: readonly Found[], { limit }: PointsAsked, from: Position): PointsPage {
  const before = found[from.given - 1];
  const isOurs = before !== undefined && before.atMs === from.atMs && seriesNumber(before) === from.series;
  if (from.given > 0 && !isOurs) throw new Fault('request.invalid', badCursor);
  const page = found.slice(from.given, from.given + limit);
  const last = page.at(-1);
  const isMore = found.length > from.given + limit;
  return { points: page.map(pointOf), ...(last && isMore && { next: cursorAt(last, page, from) }) };
}

function cursorAt(last: Found, page: readonly Found[], from: Position): string {
  const ofThisPage = page.filter(({ atMs }) => atMs === last.atMs).length;
  const given = ofThisPage + (from.atMs === last.atMs ? from.given : 0);
  return encodeCursor('points', [last.atMs, given, seriesNumber(last)]);
}

const pointOf = ({ metric, index, atMs, value, quality }: Found): RangePoint => ({
  metric,
  ...(index !== undefined && { index }),
  atMs,
  value,
  ...(quality && { quality }),
});
