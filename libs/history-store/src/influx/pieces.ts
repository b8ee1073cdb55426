import { flux } from '@influxdata/influxdb-client';
import { type Flux, keeping, pointsWhere, reducedTo, together } from './flux-text.js';
import { type Instant, lastMs, parseInstant } from './instant.js';
import type { SeriesSource } from './series-source.js';

const weekMs = 7 * 86_400_000;
/** InfluxDB's shards of a week begin on Mondays; the epoch was a Thursday. */
const firstMondayMs = 4 * 86_400_000;

/** A part of a range, the end exclusive. */
export type Piece = readonly [Instant, Instant];

const piece = (fromMs: number, toMs: number): Piece => [
  { atMs: fromMs, nano: 0 },
  { atMs: toMs, nano: 0 },
];

const nextMonday = (atMs: number): number => atMs - ((atMs - firstMondayMs + weekMs) % weekMs) + weekMs;

function weeksOf(fromMs: number, toMs: number): Piece[] {
  const weeks: Piece[] = [];
  for (let start = fromMs; start < toMs; start = nextMonday(start)) {
    weeks.push(piece(start, Math.min(toMs, nextMonday(start))));
  }
  return weeks;
}

/**
 * The parts of a range that are read one by one: by week where the type of a field may change from shard to shard, and then
 * only those weeks that hold something; else the whole range.
 */
export async function piecesOf(
  source: SeriesSource,
  where: Flux,
  fromMs: number,
  endMs: number,
): Promise<Piece[]> {
  const toMs = Math.min(endMs, lastMs + 1, (await source.oursFromMs?.()) ?? Infinity);
  if (fromMs >= toMs) return [];
  if (!source.hasMixedTypes) return [piece(fromMs, toMs)];
  if (toMs <= nextMonday(fromMs)) return [piece(fromMs, toMs)];
  // Over all times: within a range, a shard whose points lie before it would decide on the type.
  const all = pointsWhere(source.bucket.settings.bucket, ...piece(0, lastMs + 1), where);
  const ends = (['first', 'last'] as const).map(
    (end) => flux`${all} ${reducedTo(end)} ${keeping(['_time'])} |> yield(name: ${end})`,
  );
  const times = await source.bucket.query(together(ends), (row) => parseInstant(row('_time')).atMs);
  if (times.length === 0) return [];
  return weeksOf(Math.max(fromMs, Math.min(...times)), Math.min(toMs, Math.max(...times) + 1));
}
