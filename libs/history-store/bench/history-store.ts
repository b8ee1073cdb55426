import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Reading } from '@kilowatch/contracts';
import { defaultHistoryLimits, type HistoryBatch, SqliteHistoryStore } from '../src/index.js';
import { SqliteHistory } from '../src/sqlite/sqlite-history.js';

const batchRows = 500;
const devices = 20;
const metrics = 10;
const stepMs = 1_000;
const t0 = 1_790_000_000_000;
const rounds = 3;
const inFlight = 16;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const perSecond = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1_000).toLocaleString('en')}/s`;

/** Row n of a site that reports every metric of every device once a second. */
const reading = (n: number): Reading => {
  const series = n % (devices * metrics);
  const atMs = t0 + Math.floor(n / (devices * metrics)) * stepMs;
  return {
    device: `battery:b${series % devices}`,
    metric: `metric${Math.floor(series / devices)}`,
    ...{ value: Math.sin(n) * 1_000, atMs, receivedAtMs: atMs + 40, ordinal: 0 },
  };
};

const batch = (number: number): HistoryBatch => ({
  id: { source: 'bench', batch: `${number}` },
  readings: Array.from({ length: batchRows }, (_, i) => reading(number * batchRows + i)),
  messages: [],
});

async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function medianOf(times: number, work: () => unknown): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) samples.push(await timed(work));
  return median(samples);
}

/** In this thread, so that nothing but SQLite is measured: what does a synced commit cost? */
async function benchCommits(folder: string): Promise<void> {
  const count = 200;
  const results: Record<'FULL' | 'NORMAL', number[]> = { FULL: [], NORMAL: [] };
  for (let round = 0; round < rounds; round++) {
    for (const mode of ['FULL', 'NORMAL'] as const) {
      const history = SqliteHistory.open(join(folder, `${mode}-${round}.sqlite`), defaultHistoryLimits);
      (Reflect.get(history, 'db') as DatabaseSync).exec(`PRAGMA synchronous = ${mode}`);
      const batches = Array.from({ length: count }, (_, i) => [batch(i)]);
      results[mode].push(await timed(() => batches.forEach((one) => history.append(one))));
      history.close();
    }
  }
  const [full, normal] = [median(results.FULL), median(results.NORMAL)];
  const rows = count * batchRows;
  say(
    `insert, no worker, ${batchRows} rows per commit, median of ${rounds}: synchronous=FULL ${perSecond(rows, full)}, ` +
      `NORMAL ${perSecond(rows, normal)} rows; FULL costs ${((full - normal) / count).toFixed(2)} ms more per commit (ratio ${(normal / full).toFixed(2)})`,
  );
}

async function benchWrites(store: SqliteHistoryStore, rows: number): Promise<void> {
  const batches = Array.from({ length: rows / batchRows }, (_, i) => batch(i));
  const half = batches.length / 2;
  const oneByOne = await timed(async () => {
    for (const one of batches.slice(0, half)) await store.append([one]);
  });
  const rest = batches.slice(half);
  const together = await timed(async () => {
    while (rest.length > 0) await Promise.all(rest.splice(0, inFlight).map((one) => store.append([one])));
  });
  const how = `worker, synchronous=FULL, ${batchRows} rows per append, ${devices * metrics} series`;
  say(`insert, ${how}, one append after the other: ${perSecond(rows / 2, oneByOne)} rows`);
  say(`insert, ${how}, ${inFlight} appends in flight: ${perSecond(rows / 2, together)} rows`);
  const single = await medianOf(200, () => store.append([{ readings: [reading(rows++)], messages: [] }]));
  say(`insert, worker, synchronous=FULL, 1 row per append: median ${single.toFixed(2)} ms until durable`);
}

async function benchQueries(store: SqliteHistoryStore, rows: number): Promise<void> {
  const device = 'battery:b1';
  const one = await medianOf(500, () => store.latest({ devices: [device], metrics: ['metric0'] }));
  const all = await medianOf(50, () => store.latest({}));
  say(
    `latest, worker, ${rows.toLocaleString('en')} rows stored: 1 series ${(one * 1_000).toFixed(0)} µs, ${devices * metrics} series ${all.toFixed(2)} ms (median)`,
  );
  const span = { device, fromMs: t0, toMs: t0 + 10 ** 9, limit: 5_000 };
  const names = Array.from({ length: metrics }, (_, i) => `metric${i}`);
  const counted = (await store.statistics({ ...span, metrics: names })).reduce(
    (sum, { count }) => sum + count,
    0,
  );
  const windows = await medianOf(5, () => store.windows({ ...span, metrics: names, stepMs: 60_000 }));
  const points = await medianOf(5, () => store.points({ ...span, metrics: names.slice(0, 1) }));
  say(
    `windows, worker, ${counted.toLocaleString('en')} rows of ${metrics} series into steps of 60 s: ${windows.toFixed(1)} ms (median of 5)`,
  );
  say(
    `points, worker, a page of ${span.limit.toLocaleString('en')} of 1 series: ${points.toFixed(1)} ms (median of 5)`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'kilowatch-bench-'));
const rows = devices * 100_000;
const store = await SqliteHistoryStore.open({
  file: join(folder, 'history.sqlite'),
  limits: { pendingCalls: 10_000 },
});
try {
  await benchCommits(folder);
  await benchWrites(store, rows);
  await benchQueries(store, rows);
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
