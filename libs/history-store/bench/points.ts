import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reading } from '@kilowatch/contracts';
import { type HistoryBatch, SqliteHistoryStore } from '../src/index.js';

/** A million points of one series, once 833 a second and once one a second; 15,000 a second of 1,000 series. */
const points = 1_000_000;
const spans = { '20 minutes': 20 * 60_000, '12 days': 12 * 86_400_000 };
const windows = 1_000;
const batchReadings = 5_000;
const inFlight = 4;
const t0 = 1_790_000_000_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const perSecond = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1_000).toLocaleString('en')}/s`;
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Numbers that look random and are the same in every run. */
let seed = 7;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

/** The power of a battery: a slow swing, noise, one decimal; received some ms later. */
const reading = (device: string, metric: string, n: number, atMs: number): Reading => ({
  ...{ device, metric, atMs, ordinal: n % 2, receivedAtMs: atMs + 5 + Math.floor(random() * 40) },
  value: Number((Math.sin(n / 3_000) * 2_500 + (random() - 0.5) * 80).toFixed(1)),
});

async function timesOf(count: number, work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
}

async function benchImport(store: SqliteHistoryStore, device: string, spanMs: number): Promise<void> {
  const batches = Array.from({ length: points / batchReadings }, (_, batch): HistoryBatch => {
    const at = (i: number): number => t0 + Math.floor(((batch * batchReadings + i) * spanMs) / points);
    const readings = Array.from({ length: batchReadings }, (__, i) =>
      reading(device, 'activePowerW', batch * batchReadings + i, at(i)),
    );
    return { id: { source: device, batch: `${batch}` }, readings, messages: [] };
  });
  const startedAt = performance.now();
  let stored = 0;
  for (let i = 0; i < batches.length; i += inFlight) {
    const some = batches.slice(i, i + inFlight).map((batch) => store.append([batch]));
    for (const [outcome] of await Promise.all(some)) stored += outcome?.storedPoints ?? 0;
  }
  const rate = perSecond(points, performance.now() - startedAt);
  say(
    `append, worker, ${batchReadings} readings of 1 series each, ${inFlight} in flight: ${rate}, ${points - stored} lost`,
  );
}

async function benchSeries(
  store: SqliteHistoryStore,
  device: string,
  name: string,
  spanMs: number,
): Promise<void> {
  const counts: number[] = [];
  const ask = async (): Promise<void> => {
    const [fromMs, toMs] = [
      t0 + Math.floor(random() * spanMs * 0.01),
      t0 + spanMs - Math.floor(random() * spanMs * 0.01),
    ];
    const edgesMs = Float64Array.from({ length: windows + 1 }, (_, i) =>
      Math.round(fromMs + ((toMs - fromMs) * i) / windows),
    );
    const [answer] = await store.series({ series: [{ device, metric: 'activePowerW' }], edgesMs });
    counts.push(answer?.sums.count.reduce((sum, count) => sum + count, 0) ?? 0);
  };
  const times = await timesOf(60, ask);
  say(
    `series, worker, ${Math.min(...counts).toLocaleString('en')} points and more over ${name} into ${windows} windows, unaligned: ${times}`,
  );
}

async function benchLive(
  store: SqliteHistoryStore,
  series: number,
  perSec: number,
  seconds: number,
): Promise<void> {
  const each = perSec / 20;
  const [startedAt, cpuBefore] = [performance.now(), cpuMs()];
  let n = 0;
  for (let tick = 0; tick < seconds * 20; tick++) {
    const readings = Array.from({ length: each }, () => {
      const one = n++ % series;
      const atMs = t0 + Math.floor(n / series) * Math.round((series * 1_000) / perSec) + (one % 7);
      return reading(`battery:l${one % 100}`, `metric${Math.floor(one / 100)}`, n, atMs);
    });
    await store.append([{ id: { source: `live${series}`, batch: `${tick}` }, readings, messages: [] }]);
    await pause(Math.max(0, startedAt + (tick + 1) * 50 - performance.now()));
  }
  const ms = performance.now() - startedAt;
  const share = ((cpuMs() - cpuBefore) / ms) * 100;
  say(
    `live, worker, ${series} series: ${perSecond(n, ms)} with ${share.toFixed(0)} % of a core, both threads and the making of readings`,
  );
}

async function benchExport(store: SqliteHistoryStore, device: string): Promise<void> {
  const startedAt = performance.now();
  let [read, cursor] = [0, undefined as string | undefined];
  do {
    const query = { device, metrics: ['activePowerW'], fromMs: 0, toMs: 2 * t0, limit: 5_000, cursor };
    const page = await store.points(query);
    read += page.points.length;
    cursor = page.next;
  } while (cursor !== undefined);
  say(
    `points, worker, pages of 5,000: ${read.toLocaleString('en')} at ${perSecond(read, performance.now() - startedAt)}`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'kilowatch-bench-'));
const file = join(folder, 'history.sqlite');
let store = await SqliteHistoryStore.open({ file });
try {
  for (const [name, spanMs] of Object.entries(spans)) {
    const device = `battery:${name.replace(' ', '-')}`;
    await benchImport(store, device, spanMs);
    await benchSeries(store, device, name, spanMs);
  }
  await store.close();
  say(`file: ${(statSync(file).size / points / Object.keys(spans).length).toFixed(1)} bytes per reading`);
  store = await SqliteHistoryStore.open({ file });
  await benchLive(store, 1_000, 15_000, 5);
  say(`latest, worker, 1,002 series: ${await timesOf(50, () => store.latest({}))}`);
  await benchLive(store, 15_000, 15_000, 5);
  await benchExport(store, 'battery:12-days');
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
