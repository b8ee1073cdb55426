import type { Call, Condition } from './flux-parser.js';
import type { FieldValue } from './line-protocol.js';
import type { StoredBucket } from './stored-series.js';

/** A row by column; times in nanoseconds. */
export type Cell = FieldValue | { readonly type: 'dateTime:RFC3339'; readonly at: bigint };
export type TableRow = ReadonlyMap<string, Cell>;

export interface Table {
  readonly result: string;
  readonly rows: readonly TableRow[];
}

interface Selected {
  readonly at: bigint;
  readonly value: FieldValue;
}

interface Series {
  readonly tags: ReadonlyMap<string, string>;
  readonly points: readonly Selected[];
}

const numbersOf = (points: readonly Selected[]): number[] => points.map(({ value }) => Number(value.text));
const bestBy = (isBetter: (a: number, b: number) => boolean) => (points: readonly Selected[]) =>
  points.reduce((best, one) => (isBetter(Number(one.value.text), Number(best.value.text)) ? one : best));

const float = (value: number): FieldValue => ({
  type: 'double',
  text: Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf',
});

/** One point out of several; only selectors have a time of their own. */
const reductions: Readonly<
  Record<string, (points: readonly Selected[]) => { at?: bigint; value: FieldValue }>
> = {
  first: (points) => points[0] as Selected,
  last: (points) => points.at(-1) as Selected,
  min: bestBy((a, b) => a < b),
  max: bestBy((a, b) => a > b),
  count: ({ length }) => ({ value: { type: 'long', text: String(length) } }),
  sum: (points) => {
    const sum = numbersOf(points).reduce((a, b) => a + b, 0);
    const isWhole = points[0]?.value.type === 'long';
    return { value: isWhole ? { type: 'long', text: String(sum) } : float(sum) };
  },
  mean: (points) => ({ value: float(numbersOf(points).reduce((a, b) => a + b, 0) / points.length) }),
};

const text = (value: string): Cell => ({ type: 'string', text: value });
const time = (at: bigint): Cell => ({ type: 'dateTime:RFC3339', at });

/** A field whose type changes between shards is read as the first type only, or from its end as the last. */
function ofOneType(points: readonly Selected[], isFromEnd: boolean): readonly Selected[] {
  const type = (isFromEnd ? points.at(-1) : points[0])?.value.type;
  return points.filter(({ value }) => value.type === type);
}

/** Runs one pipe of the shapes that the adapter writes. */
export function runPipe(calls: readonly Call[], bucketOf: (name: string) => StoredBucket): Table[] {
  const [from, range, filter, ...rest] = calls;
  if (from?.name !== 'from' || range?.name !== 'range' || filter?.name !== 'filter') {
    throw new Error('only from |> range |> filter is understood here');
  }
  const [start, stop] = [instantOf(range, 'start'), instantOf(range, 'stop')];
  const found = seriesOf(bucketOf(textIn(from, 'bucket')), filter.args.get('fn') as Condition, start, stop);
  const isFromEnd = rest[0]?.name === 'last';
  let tables = found
    .map(({ tags, points }) => ({ tags, points: ofOneType(points, isFromEnd) }))
    .map((series) => rowsOf(series, rest[0], start, stop));
  let result = '_result';
  for (const call of rest) {
    const { name, args } = call;
    if (name === 'keep')
      tables = tables.map((rows) => rows.map((row) => keep(row, args.get('columns') as string[])));
    else if (name === 'yield') result = textIn(call, 'name');
    else if (name === 'limit') tables = tables.map((rows) => rows.slice(0, Number(args.get('n'))));
    else if (!(name in reductions) && name !== 'aggregateWindow')
      throw new Error(`${name} is not understood here`);
  }
  return tables.filter((rows) => rows.length > 0).map((rows) => ({ result, rows }));
}

const textIn = ({ args }: Call, name: string): string => args.get(name) as string;

const instantOf = ({ args }: Call, name: string): bigint => (args.get(name) as Call).args.get('v') as bigint;

function seriesOf(bucket: StoredBucket, meets: Condition, start: bigint, stop: bigint): Series[] {
  return [...bucket.series.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { columns, points }]) => ({
      tags: columns,
      points: [...points]
        .filter(
          ([at, value]) => at >= start && at < stop && meets(new Map([...columns, ['_value', value.text]])),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([at, value]) => ({ at, value })),
    }))
    .filter(({ points }) => points.length > 0);
}

function rowsOf({ tags, points }: Series, step: Call | undefined, start: bigint, stop: bigint): TableRow[] {
  const row = (value: FieldValue, at: bigint | undefined, bounds: [bigint, bigint]): TableRow =>
    new Map<string, Cell>([
      ['_start', time(bounds[0])],
      ['_stop', time(bounds[1])],
      ...(at === undefined ? [] : [['_time', time(at)] as const]),
      ['_value', value],
      ...[...tags].map(([name, tag]) => [name, text(tag)] as const),
    ]);
  const reduce = step && reductions[step.name];
  if (reduce) {
    const { value, at } = reduce(points);
    return [row(value, at, [start, stop])];
  }
  if (step?.name !== 'aggregateWindow') return points.map(({ at, value }) => row(value, at, [start, stop]));
  const everyNs = durationOf(step.args.get('every') as Call);
  const aggregate = reductions[textIn(step, 'fn')] as (typeof reductions)[string];
  const offset = step.args.get('offset');
  const offsetNs = offset ? durationOf(offset as Call) : 0n;
  const startOf = (at: bigint): bigint => at - ((((at - offsetNs) % everyNs) + everyNs) % everyNs);
  const windows = Map.groupBy(points, ({ at }) => startOf(at));
  return [...windows].map(([from, inside]) => {
    const bounds: [bigint, bigint] = [
      from > start ? from : start,
      from + everyNs < stop ? from + everyNs : stop,
    ];
    const { value, at } = aggregate(inside);
    const timeOf: Readonly<Record<string, bigint | undefined>> = {
      _start: bounds[0],
      _stop: bounds[1],
      _time: at,
    };
    return row(value, timeOf[textIn(step, 'timeSrc')], bounds);
  });
}

const durationOf = (call: Call): bigint => {
  const [, ms] = /^(\d+)ms$/.exec(textIn(call, 'v')) ?? [];
  if (ms === undefined) throw new Error('only durations in ms are understood here');
  return BigInt(ms) * 1_000_000n;
};

const keep = (row: TableRow, columns: readonly string[]): TableRow =>
  new Map([...row].filter(([name]) => columns.includes(name)));
