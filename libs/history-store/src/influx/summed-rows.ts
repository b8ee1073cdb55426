import { flux } from '@influxdata/influxdb-client';
import type { SeriesName } from '@kilowatch/contracts';
import { isAsked } from '../sum-readings.js';
import type { EdgeRun } from './edge-runs.js';
import {
  type Flux,
  keeping,
  named,
  numberOf,
  pointsWhere,
  together,
  windowed,
  type WindowFunction,
} from './flux-text.js';
import type { FluxRow } from './influx-bucket.js';
import { type Instant, parseInstant } from './instant.js';
import { type Piece, piecesOf } from './pieces.js';
import type { SeriesSource } from './series-source.js';

/** One number of one window of one stored series. */
export interface SummedRow {
  readonly name: SeriesName;
  readonly fn: (typeof numbers)[number] | (typeof selectors)[number];
  /** Tells apart what is put together later: the piece, and the stored series behind one name. */
  readonly part: string;
  /** In the window; of first and last the time of that point. */
  readonly at: Instant;
  readonly value: number;
}

const numbers = ['count', 'min', 'max', 'sum'] as const satisfies readonly WindowFunction[];
const selectors = ['first', 'last'] as const satisfies readonly WindowFunction[];

interface SumsAsked {
  readonly names: readonly SeriesName[];
  readonly edgesMs: Float64Array;
  readonly runs: readonly EdgeRun[];
}

/** What a source answers for some runs of windows. Two questions side by side: InfluxDB works on the pipes of one in turn. */
export async function summedRows(source: SeriesSource, asked: SumsAsked): Promise<SummedRow[]> {
  const { names, edgesMs, runs } = asked;
  const where = source.where({ names });
  if (!where) return [];
  const stretches: { run: EdgeRun; pieces: readonly Piece[] }[] = [];
  for (const run of runs) {
    const pieces = await piecesOf(source, where, edgesMs[run.first]!, edgesMs[run.end]!);
    stretches.push({ run, pieces });
  }
  const ask = async (fns: readonly SummedRow['fn'][]): Promise<SummedRow[]> => {
    const pipes = stretches.flatMap(({ run, pieces }, r) =>
      pieces.flatMap((piece, p) =>
        fns.map((fn) => named(pipe(source, where, piece, run, fn), `${fn}-${r}.${p}`)),
      ),
    );
    return pipes.length === 0 ? [] : source.bucket.query(together(pipes), (row) => rowOf(source, row));
  };
  const rows = await Promise.all([ask(numbers), ask(selectors)]);
  return rows.flat().filter(({ name }) => isAsked(names)(name));
}

function pipe(source: SeriesSource, where: Flux, piece: Piece, run: EdgeRun, fn: SummedRow['fn']): Flux {
  const all = pointsWhere(source.bucket.settings.bucket, ...piece, where);
  const windows = windowed(run.stepMs, fn, {
    isTimeKept: fn === 'first' || fn === 'last',
    offsetMs: run.offsetMs,
  });
  return flux`${all} ${windows} ${keeping(['_time', '_value', ...source.nameColumns, ...source.parts])}`;
}

function rowOf(source: SeriesSource, row: FluxRow): SummedRow {
  const [fn, piece] = row('result').split('-') as [SummedRow['fn'], string];
  return {
    name: source.nameOf(row),
    fn,
    part: [piece, ...source.parts.map((column) => row(column))].join('\0'),
    at: parseInstant(row('_time')),
    value: numberOf(row('_value')),
  };
}
