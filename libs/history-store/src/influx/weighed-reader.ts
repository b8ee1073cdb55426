import { flux } from '@influxdata/influxdb-client';
import { Fault, type SeriesName } from '@kilowatch/contracts';
import type { SeriesWindows } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { isAsked, sumReadings } from '../sum-readings.js';
import { holdMs, WindowSums } from '../window-sums.js';
import { type Flux, keeping, named, pointsWhere, reducedTo, together } from './flux-text.js';
import type { FluxRow } from './influx-bucket.js';
import { lastMs, parseInstant } from './instant.js';
import { seriesKey } from './known-points.js';
import { piecesOf } from './pieces.js';
import { numberFields, type SeriesSource } from './series-source.js';
import type { Sources } from './sources.js';

/** About so many readings are read in one question. */
const readingsAtOnce = 50_000;

interface WeighedReading extends SeriesName {
  readonly atMs: number;
  readonly ordinal: number;
  readonly value: number;
  readonly quality?: 'missing';
}

const compareReadings = (a: WeighedReading, b: WeighedReading): number =>
  a.atMs - b.atMs || a.ordinal - b.ordinal;

/**
 * Windows for time-weighted means, out of the readings themselves: how long a value counts depends on the next one, which InfluxDB
 * reckons for nobody quickly. Bounded by `InfluxLimits.weighedReadings`.
 */
export class WeighedReader {
  constructor(
    private readonly sources: Sources,
    private readonly limits: InfluxLimits,
  ) {}

  async read(names: readonly SeriesName[], edgesMs: Float64Array): Promise<SeriesWindows[]> {
    const fromMs = Math.max(0, (edgesMs[0] ?? 0) - holdMs);
    const toMs = Math.min(lastMs + 1, edgesMs.at(-1) ?? 0);
    const found = await this.readings(names, fromMs, toMs);
    const bySeries = Map.groupBy(found, seriesKey);
    return names.map((name) => {
      const [first, ...others] = (bySeries.get(seriesKey(name)) ?? []).sort(compareReadings);
      if (!first) return { name, sums: new WindowSums(edgesMs), level: 'raw' };
      return sumReadings([first, ...others], edgesMs, { isTimeWeighted: true });
    });
  }

  private async readings(names: readonly SeriesName[], fromMs: number, toMs: number) {
    const most = this.limits.weighedReadings;
    const count = await this.count(names, fromMs, toMs);
    if (count > most) {
      throw new Fault(
        'request.too-large',
        `Time-weighted means out of InfluxDB are made of ${most} readings at most, these would take ${count}: ask for a shorter range or for fewer series`,
      );
    }
    const found: WeighedReading[] = [];
    const stretchMs = Math.ceil((toMs - fromMs) / Math.max(1, Math.ceil(count / readingsAtOnce)));
    for (let startMs = fromMs; startMs < toMs; startMs += stretchMs) {
      found.push(...(await this.stretch(names, startMs, Math.min(toMs, startMs + stretchMs))));
    }
    return found;
  }

  /** In two halves where it has more than one answer may have. */
  private async stretch(
    names: readonly SeriesName[],
    fromMs: number,
    toMs: number,
  ): Promise<WeighedReading[]> {
    try {
      const found = await this.ask(names, fromMs, toMs, (all) => all, readingOf);
      return found.filter(isAsked(names));
    } catch (error) {
      const isTooLong = error instanceof Fault && error.code === 'request.too-large';
      if (!isTooLong || toMs - fromMs < 2) throw error;
      const middleMs = Math.floor((fromMs + toMs) / 2);
      const first = await this.stretch(names, fromMs, middleMs);
      return [...first, ...(await this.stretch(names, middleMs, toMs))];
    }
  }

  private async count(names: readonly SeriesName[], fromMs: number, toMs: number): Promise<number> {
    const counts = await this.ask(
      names,
      fromMs,
      toMs,
      (all) => flux`${all} ${reducedTo('count')}`,
      (_source, row) => Number(row('_value')),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async ask<T>(
    names: readonly SeriesName[],
    fromMs: number,
    toMs: number,
    made: (all: Flux) => Flux,
    rowOf: (source: SeriesSource, row: FluxRow) => T,
  ): Promise<T[]> {
    const found = await this.sources.all({ names }, async (source) => {
      const where = source.where({ names }, numberFields);
      const pieces = where ? await piecesOf(source, where, fromMs, toMs) : [];
      if (!where || pieces.length === 0) return [];
      const pipes = pieces.map((piece, i) => {
        const all = made(pointsWhere(source.bucket.settings.bucket, ...piece, where));
        return named(flux`${all} ${keeping(['_time', '_value', ...source.nameColumns])}`, String(i));
      });
      return source.bucket.query(together(pipes), (row) => rowOf(source, row));
    });
    return found.flat();
  }
}

function readingOf(source: SeriesSource, row: FluxRow): WeighedReading {
  const { atMs, nano } = parseInstant(row('_time'));
  const isMissing = source.fieldOf(row) === 'missing';
  const reading = { ...source.nameOf(row), atMs, ordinal: nano, value: Number(row('_value')) };
  return isMissing ? { ...reading, quality: 'missing' } : reading;
}
