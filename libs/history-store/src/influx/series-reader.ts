import { flux } from '@influxdata/influxdb-client';
import type { SeriesName } from '@kilowatch/contracts';
import { compareText } from '../aggregate.js';
import type { SeriesAsked, SeriesWindows } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { isAsked } from '../sum-readings.js';
import { type SummedGroup, WindowSums } from '../window-sums.js';
import { edgeRunsOf } from './edge-runs.js';
import { keeping, pointsWhere, reducedTo } from './flux-text.js';
import { lastMs } from './instant.js';
import { seriesKey } from './known-points.js';
import { numberFields } from './series-source.js';
import type { Sources } from './sources.js';
import { type SummedRow, summedRows } from './summed-rows.js';
import { WeighedReader } from './weighed-reader.js';

/** So many runs of windows are asked for in one question. */
const runsAtOnce = 20;

const compareNames = (a: SeriesName, b: SeriesName): number =>
  compareText(a.device, b.device) ||
  compareText(a.metric, b.metric) ||
  compareText(a.index ?? '', b.index ?? '');

/** Windows between any edges, computed in InfluxDB; only where they are to be time-weighted, the readings themselves are read. */
export class SeriesReader {
  private readonly weighed: WeighedReader;

  constructor(
    private readonly sources: Sources,
    private readonly limits: InfluxLimits,
  ) {
    this.weighed = new WeighedReader(sources, limits);
  }

  async read({ series, edgesMs, isTimeWeighted }: SeriesAsked): Promise<readonly SeriesWindows[]> {
    const names = await this.namesOf(series);
    if (names.length === 0) return [];
    if (isTimeWeighted) return this.weighed.read(names, edgesMs);
    const partsOf = await this.partsOf(names, edgesMs);
    return names.map((name) => {
      const parts = [...(partsOf.get(seriesKey(name))?.values() ?? [])];
      return { name, sums: together(parts, edgesMs), level: 'raw' };
    });
  }

  /** The series behind the names asked for: those that have any point at all. */
  private async namesOf(series: readonly SeriesName[]): Promise<SeriesName[]> {
    const found = await this.sources.all({ names: series }, async (source) => {
      const where = source.where({ names: series }, numberFields);
      if (!where) return [];
      const { bucket } = source.bucket.settings;
      const all = pointsWhere(bucket, { atMs: 0, nano: 0 }, { atMs: lastMs + 1, nano: 0 }, where);
      const query = flux`${all} ${reducedTo('last')} ${keeping(source.nameColumns)}`;
      return source.bucket.query(query, (row) => source.nameOf(row));
    });
    const byKey = new Map(found.flat().map((name) => [seriesKey(name), name]));
    return [...byKey.values()].filter(isAsked(series)).sort(compareNames);
  }

  /** The sums of each series, apart for what was summed up apart: weeks of a predecessor, stored series behind one name. */
  private async partsOf(names: readonly SeriesName[], edgesMs: Float64Array) {
    const most = Math.max(1, Math.floor(this.limits.windowsAtOnce / names.length));
    const runs = edgeRunsOf(edgesMs, most).filter(({ first }) => edgesMs[first]! <= lastMs);
    const parts = new Map<string, Map<string, WindowSums>>();
    for (let i = 0; i < runs.length;) {
      const some = runs.slice(i, i + countFitting(runs.slice(i, i + runsAtOnce), most));
      const rows = await this.sources.all({ names }, (source) =>
        summedRows(source, { names, edgesMs, runs: some }),
      );
      rows.forEach((ofSource, n) => ofSource.forEach((row) => addRow(parts, row, n, edgesMs)));
      i += some.length;
    }
    return parts;
  }
}

/** How many runs from the beginning have at most so many windows together; at least one. */
function countFitting(runs: readonly { first: number; end: number }[], most: number): number {
  const first = runs[0]?.first ?? 0;
  const tooMany = runs.findIndex(({ end }) => end - first > most);
  return tooMany < 0 ? runs.length : Math.max(1, tooMany);
}

function addRow(
  parts: Map<string, Map<string, WindowSums>>,
  row: SummedRow,
  source: number,
  edgesMs: Float64Array,
): void {
  const [key, part] = [seriesKey(row.name), `${source}\0${row.part}`];
  const ofSeries = parts.get(key) ?? new Map<string, WindowSums>();
  const sums = ofSeries.get(part) ?? new WindowSums(edgesMs);
  parts.set(key, ofSeries.set(part, sums));
  const i = sums.indexOf(row.at.atMs);
  if (i < 0) return;
  if (row.fn === 'first') sums.firstAtMs[i] = row.at.atMs;
  else sums[row.fn][i] = row.value;
  if (row.fn !== 'last') return;
  sums.lastAtMs[i] = row.at.atMs;
  sums.lastOrdinal[i] = row.at.nano; // below a million that is the ordinal, see ADR 0008
}

function together([first, ...others]: readonly WindowSums[], edgesMs: Float64Array): WindowSums {
  const sums = first ?? new WindowSums(edgesMs);
  for (const part of others) {
    for (let i = 0; i < part.length; i += 1) sums.add(i, groupAt(part, i));
  }
  return sums;
}

const groupAt = (part: WindowSums, i: number): SummedGroup => ({
  count: part.count[i]!,
  min: part.min[i]!,
  max: part.max[i]!,
  sum: part.sum[i]!,
  firstAtMs: part.firstAtMs[i]!,
  last: part.last[i]!,
  lastAtMs: part.lastAtMs[i]!,
  lastOrdinal: part.lastOrdinal[i]!,
  weighted: 0,
  weightMs: 0,
});
