import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from '@jest/globals';
import { defaultHistoryLimits } from '../history-limits.js';
import { missingCode, qualityOf } from '../qualities.js';
import { addReading } from '../sum-readings.js';
import { WindowSums } from '../window-sums.js';
import { type Point, PointColumns } from './chunks/point-columns.js';
import { openDatabase } from './open-database.js';
import { RawPoints } from './raw-points.js';
import { Transactions } from './transactions.js';

const folder = mkdtempSync(join(tmpdir(), 'kilowatch-points-'));
afterAll(() => rmSync(folder, { recursive: true }));

const series = 1;
const endMs = 3_000;
const compare = (a: Point, b: Point): number => a.atMs - b.atMs || a.ordinal - b.ordinal;

/** What is asked of the points, and of an array of them. */
type Step =
  | { readonly do: 'add'; readonly points: readonly Point[]; readonly fails: boolean }
  | { readonly do: 'addNext'; readonly atMs: number; readonly value: number; readonly isRedelivered: boolean }
  | { readonly do: 'seal' | 'reopen' }
  | { readonly do: 'delete'; readonly fromMs: number; readonly toMs: number; readonly most: number };

const atMs = fc.nat(endMs - 1);
const point: fc.Arbitrary<Point> = fc.record({
  ...{ atMs, ordinal: fc.nat(2), value: fc.nat(4), lagMs: fc.nat(40), quality: fc.nat(4) },
});
/** Many in order, as they come live. */
const run = fc
  .record({ fromMs: atMs, stepMs: fc.nat(5), count: fc.nat(400), missingFrom: fc.nat(600) })
  .map(({ fromMs, stepMs, count, missingFrom }) =>
    Array.from({ length: count }, (_, i): Point => {
      const at = fromMs + i * stepMs;
      const quality = i < missingFrom ? 0 : missingCode;
      return { atMs: at, ordinal: stepMs === 0 ? i : 0, value: (at % 70) / 10, lagMs: 20, quality };
    }).filter((one) => one.atMs < endMs),
  );
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('add'), points: fc.oneof(run, fc.array(point)), fails: fc.boolean() }),
  fc.record({ do: fc.constant('addNext'), atMs, value: fc.nat(4), isRedelivered: fc.boolean() }),
  fc.record({ do: fc.constantFrom('seal', 'reopen') }),
  fc.record({ do: fc.constant('delete'), fromMs: atMs, toMs: atMs, most: fc.integer({ min: 1, max: 500 }) }),
);

/** The same in an array: the first of each identity stays. */
class Model {
  points: Point[] = [];
  /** [first, last] of what each write changed. */
  readonly changed: [number, number][] = [];

  add(points: readonly Point[]): number {
    const fresh = points.filter(
      (one, i) => ![...this.points, ...points.slice(0, i)].some((other) => compare(one, other) === 0),
    );
    this.points = [...this.points, ...fresh].sort(compare);
    return fresh.length;
  }

  addNext(at: number, value: number, isRedelivered: boolean): boolean {
    const same = this.points.filter((one) => one.atMs === at);
    if (same.slice(isRedelivered ? 0 : -1).some((one) => one.value === value)) return false;
    this.add([{ atMs: at, ordinal: (same.at(-1)?.ordinal ?? -1) + 1, value, lagMs: 0, quality: 0 }]);
    return true;
  }

  within(fromMs: number, toMs: number): Point[] {
    return this.points.filter((one) => one.atMs >= fromMs && one.atMs < toMs);
  }
}

const columnsOf = (points: readonly Point[]): PointColumns => {
  const columns = new PointColumns();
  for (const one of points) columns.push(one.atMs, one.ordinal, one.value, one.lagMs, one.quality);
  return columns;
};

/** The points under test, in a file. */
class Subject {
  points!: RawPoints;
  noted: [number, number][] = [];
  private transactions!: Transactions;
  private db!: ReturnType<typeof openDatabase>;

  constructor(private readonly file: string) {
    this.open();
  }

  reopen(): void {
    this.db.close();
    this.open();
  }

  close(): void {
    this.db.close();
  }

  write<T>(work: () => T): T {
    return this.transactions.run(work);
  }

  private open(): void {
    this.db = openDatabase(this.file, defaultHistoryLimits);
    this.db.exec(`INSERT OR IGNORE INTO series (id, device, metric, idx) VALUES (${series}, 'd', 'm', '')`);
    const noted = (_series: number, fromMs: number, toMs: number): void =>
      void this.noted.push([fromMs, toMs]);
    this.points = new RawPoints(
      this.db,
      { noted, rolledBack: () => (this.noted = []) },
      { chunkPoints: 256 },
    );
    this.transactions = new Transactions(this.db, [this.points]);
  }
}

function take(step: Step, subject: Subject, model: Model): void {
  const { points } = subject;
  if (step.do === 'add') {
    const columns = columnsOf(step.points);
    const add = () => points.adder.add(() => series, columns, 0, columns.length);
    if (!step.fails) expect(subject.write(add)).toBe(model.add(step.points));
    else expect(() => subject.write(() => (add(), fail()))).toThrow('on purpose');
  } else if (step.do === 'addNext') {
    const one = columnsOf([{ atMs: step.atMs, ordinal: 0, value: step.value, lagMs: 0, quality: 0 }]);
    const isNew = subject.write(() => points.adder.addNext(series, one, 0, step.isRedelivered));
    expect(isNew).toBe(model.addNext(step.atMs, step.value, step.isRedelivered));
  } else if (step.do === 'delete') {
    const before = model.within(step.fromMs, step.toMs);
    const deleted = subject.write(() => points.deleteSome(series, step.fromMs, step.toMs, step.most));
    expect(deleted).toBe(Math.min(step.most, before.length));
    const left = [...points.after(series, { atMs: 0, ordinal: -1 }, endMs)];
    expect(left).toHaveLength(model.points.length - deleted);
    model.points = model.points.filter(
      (one) => !before.includes(one) || left.some((other) => compare(one, other) === 0),
    );
  } else if (step.do === 'seal') subject.write(() => points.hot.seal(series));
  else subject.reopen();
}

function fail(): never {
  throw new Error('on purpose');
}

function sumOf(points: readonly Point[], edgesMs: Float64Array): WindowSums {
  const sums = new WindowSums(edgesMs);
  for (const { quality, ...one } of points) addReading(sums, { ...one, ...qualityOf(quality) });
  return sums;
}

function expectSameAnswers({ points }: Subject, model: Model, fromMs: number, edgesMs: Float64Array): void {
  expect([...points.after(series, { atMs: fromMs, ordinal: 1 }, endMs)]).toEqual(
    model.points.filter((one) => one.atMs > fromMs || (one.atMs === fromMs && one.ordinal >= 1)),
  );
  expect(points.newest(series)).toEqual(model.points.at(-1));
  expect(points.newest(series, fromMs)).toEqual(model.points.findLast((one) => one.atMs < fromMs));
  expect(points.firstAtMs(series, fromMs)).toBe(model.points.find((one) => one.atMs >= fromMs)?.atMs);
  const [sums, expected] = [new WindowSums(edgesMs), sumOf(model.points, edgesMs)];
  points.sumInto(series, sums);
  for (const name of [
    'count',
    'min',
    'max',
    'firstAtMs',
    'last',
    'lastAtMs',
    'lastOrdinal',
    'weightMs',
    'missingBeforeMs',
    'missingAfterMs',
  ] as const) {
    expect(sums[name]).toEqual(expected[name]);
  }
  for (let i = 0; i < sums.length; i++) {
    expect(sums.sum[i]).toBeCloseTo(expected.sum[i]!, 6);
    expect(sums.weighted[i]).toBeCloseTo(expected.weighted[i]!, 4);
  }
}

it('answers as an array of points does, whatever was added, sealed, deleted, rolled back and reopened', () => {
  let files = 0;
  const edges = fc.uniqueArray(fc.nat(endMs), { minLength: 2, maxLength: 8 });
  const property = fc.property(fc.array(step, { maxLength: 12 }), atMs, edges, (steps, fromMs, times) => {
    const [subject, model] = [new Subject(join(folder, `${files++}.sqlite`)), new Model()];
    try {
      for (const one of steps) {
        take(one, subject, model);
        expectSameAnswers(subject, model, fromMs, Float64Array.from(times).sort());
      }
    } finally {
      subject.close();
    }
  });
  fc.assert(property, { numRuns: 40 });
});
