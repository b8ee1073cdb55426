import type { Reading, SeriesName } from '@kilowatch/contracts';
import { compareText } from '../aggregate.js';
import type { LatestAsked } from '../history-store.js';
import { type Flux, keeping, pointsWhere, reducedTo, together } from './flux-text.js';
import type { FluxRow } from './influx-bucket.js';
import { compareInstants, type Instant, lastMs, parseInstant } from './instant.js';
import { compareMetrics } from './series-order.js';
import { isNumber, isWanted, numberFields, type PointField, type SeriesSource } from './series-source.js';
import type { Sources } from './sources.js';
import { qualityOfCode } from './stored-point.js';
import { flux } from '@influxdata/influxdb-client';

interface LastRow extends SeriesName {
  /** `now` before ours: what lies after `notAfterMs` counts only where there is nothing else. */
  readonly when: string;
  readonly part: string;
  readonly field: PointField;
  readonly at: Instant;
  readonly value: number;
}

const fields = [
  ...numberFields,
  ...(['quality', 'receivedLagMs', 'ordinal'] as const),
] as const satisfies readonly PointField[];

const seriesKey = ({ device, metric, index }: SeriesName): string => `${device}\0${metric}\0${index ?? ''}`;

const compareReadings = (a: Reading, b: Reading): number =>
  compareText(a.device, b.device) || compareMetrics(a, b);

/** The newest reading of each series. */
export class LatestReader {
  constructor(private readonly sources: Sources) {}

  async latest(query: LatestAsked): Promise<Reading[]> {
    const found = await this.sources.all(query, (source) => read(source, query));
    const newest = new Map<string, LastRow>();
    const rows = found.flat().filter((row) => isWanted(row, query));
    for (const row of rows) {
      const known = newest.get(seriesKey(row));
      if (isNumber(row.field) && (!known || isBetter(row, known))) newest.set(seriesKey(row), row);
    }
    const besides = Map.groupBy(
      rows.filter(({ field }) => !isNumber(field)),
      seriesKey,
    );
    return [...newest.values()]
      .map((row) => readingOf(row, besides.get(seriesKey(row)) ?? []))
      .sort(compareReadings);
  }
}

const isBetter = (a: LastRow, b: LastRow): boolean =>
  a.when === b.when ? compareInstants(a.at, b.at) > 0 : a.when === 'now';

function read(
  source: SeriesSource,
  { devices, metrics, notAfterMs = lastMs }: LatestAsked,
): Promise<LastRow[]> {
  const where = source.where({ devices, metrics }, fields);
  if (!where) return Promise.resolve([]);
  const begin = { atMs: 0, nano: 0 };
  const split = { atMs: Math.min(notAfterMs, lastMs) + 1, nano: 0 };
  const pipes = [lastPipe(source, where, begin, split, 'now')];
  const end = { atMs: lastMs + 1, nano: 0 };
  if (notAfterMs < lastMs) pipes.push(lastPipe(source, where, split, end, 'later'));
  return source.bucket.query(together(pipes), (row) => rowOf(source, row));
}

function lastPipe(
  source: SeriesSource,
  where: Flux,
  from: Instant,
  to: Instant,
  when: 'now' | 'later',
): Flux {
  const all = pointsWhere(source.bucket.settings.bucket, from, to, where);
  const columns = keeping(['_time', '_value', ...source.nameColumns, ...source.parts]);
  return flux`${all} ${reducedTo('last')} ${columns} |> yield(name: ${when})`;
}

const rowOf = (source: SeriesSource, row: FluxRow): LastRow => ({
  ...source.nameOf(row),
  when: row('result'),
  part: source.parts.map((column) => row(column)).join('\0'),
  field: source.fieldOf(row),
  at: parseInstant(row('_time')),
  value: Number(row('_value')),
});

/** Fields besides the value belong to a reading only at its own time. */
function readingOf(
  { device, metric, index, at, value, when, part, field: numberField }: LastRow,
  besides: readonly LastRow[],
): Reading {
  const field = (name: PointField): number | undefined =>
    besides.find(
      (one) =>
        one.field === name && one.when === when && one.part === part && compareInstants(one.at, at) === 0,
    )?.value;
  const quality = numberField === 'missing' ? numberField : qualityOfCode(field('quality') ?? 0);
  return {
    device,
    metric,
    ...(index !== undefined && { index }),
    value,
    atMs: at.atMs,
    receivedAtMs: at.atMs + (field('receivedLagMs') ?? 0),
    ordinal: field('ordinal') ?? at.nano,
    ...(quality && { quality }),
  };
}
