import { randomUUID } from 'node:crypto';
import type { Reading } from '@kilowatch/contracts';
import { InfluxHistoryStore } from '../src/index.js';
import { manage, realInflux } from '../src/suite/influx-server.js';

const devices = 10;
const metrics = 5;
const series = devices * metrics;
const stepMs = 1_000;
const t0 = 1_790_000_000_000;
const appendRows = 1_000;
const backlogRows = 5_000;
const rowsPerSeries = 20_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Row n of a site that reports every metric of every device once a second. */
const reading = (n: number): Reading => {
  const atMs = t0 + Math.floor(n / series) * stepMs;
  return {
    device: `battery:b${n % devices}`,
    metric: `metric${Math.floor((n % series) / devices)}`,
    ...{ value: Math.sin(n) * 1_000, atMs, receivedAtMs: atMs + 40, ordinal: 0 },
  };
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function medianOf(times: number, work: () => Promise<unknown>): Promise<string> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) samples.push(await timed(work));
  return `${median(samples).toFixed(1)} ms (median of ${times})`;
}

const batchOf = (from: number, count: number) => ({
  readings: Array.from({ length: count }, (_, i) => reading(from + i)),
  messages: [],
});

async function benchStore(store: InfluxHistoryStore): Promise<void> {
  const appends = (series * rowsPerSeries) / appendRows;
  let written = 0;
  const one = async () => {
    await store.append([batchOf(written, appendRows)]);
    written += appendRows;
  };
  const samples: number[] = [];
  for (let i = 0; i < appends; i++) samples.push(await timed(one));
  const total = samples.reduce((sum, ms) => sum + ms, 0);
  say(
    `append of 1,000 readings: ${median(samples).toFixed(1)} ms (median of ${appends}); ` +
      `${Math.round((written / total) * 1_000).toLocaleString('en')} readings/s one after the other`,
  );
  say(`append of 1 reading: ${await medianOf(100, () => store.append([batchOf(written++, 1)]))}`);
  say(`append of 1,000 known readings: ${await medianOf(10, () => store.append([batchOf(0, appendRows)]))}`);
  const all = `${written.toLocaleString('en')} points stored`;
  say(`latest of ${series} series, ${all}: ${await medianOf(50, () => store.latest({}))}`);
  say(`latest of 1 device: ${await medianOf(50, () => store.latest({ devices: ['battery:b1'] }))}`);
  const names = Array.from({ length: metrics }, (_, i) => `metric${i}`);
  const range = { device: 'battery:b1', metrics: names, fromMs: t0, toMs: t0 + rowsPerSeries * stepMs };
  const points = { ...range, metrics: ['metric0'], limit: 5_000 };
  say(`a page of 5,000 points of 1 series: ${await medianOf(20, () => store.points(points))}`);
  const windows = { ...range, stepMs: 60_000, limit: 2_000 };
  const counted = (await store.statistics(range)).reduce((sum, { count }) => sum + count, 0);
  say(
    `${counted.toLocaleString('en')} points of ${metrics} series into windows of 60 s: ${await medianOf(20, () => store.windows(windows))}`,
  );
  say(`statistics of the same: ${await medianOf(20, () => store.statistics(range))}`);
}

/** Row n of one device that reports a number a second. */
const powerOf = (n: number): Reading => {
  const atMs = t0 + n * stepMs;
  return {
    ...{ device: 'battery:big', metric: 'activePowerW', value: Math.round(Math.sin(n / 5_000) * 1_000) },
    ...{ atMs, receivedAtMs: atMs + 40, ordinal: 0 },
  };
};

/** A backlog as it is drained: newest first. Then all of it in windows that begin anywhere. */
async function benchBacklog(store: InfluxHistoryStore): Promise<void> {
  const rows = 1_000_000;
  const starts = Array.from({ length: rows / backlogRows }, (_, i) => rows - (i + 1) * backlogRows);
  const ms = await timed(async () => {
    for (const start of starts) {
      const readings = Array.from({ length: backlogRows }, (_, i) => powerOf(start + i));
      await store.append([{ readings, messages: [] }]);
    }
  });
  say(
    `backlog of 1,000,000 readings, newest first, ${backlogRows} an append: ${Math.round((rows / ms) * 1_000).toLocaleString('en')} readings/s`,
  );
  const windows = 1_000;
  const edges = () => {
    const fromMs = t0 + Math.floor(Math.random() * stepMs);
    return Float64Array.from({ length: windows + 1 }, (_, i) => fromMs + (i * (rows - 1) * stepMs) / windows);
  };
  const series = [{ device: 'battery:big', metric: 'activePowerW' }];
  say(
    `1,000,000 points of 1 series into 1,000 windows (count, min, max, sum, first, last), unaligned: ${await medianOf(20, () => store.series({ series, edgesMs: edges() }))}`,
  );
  const hour = Float64Array.from({ length: 61 }, (_, i) => t0 + i * 60_000);
  say(
    `1 hour of it into 60 time-weighted windows: ${await medianOf(20, () => store.series({ series, edgesMs: hour, isTimeWeighted: true }))}`,
  );
}

const server = realInflux();
if (server) {
  const { orgs } = (await manage(server, 'GET', `orgs?org=${server.org}`)) as { orgs: { id: string }[] };
  const name = `kilowatch-bench-${randomUUID()}`;
  const { id } = await manage(server, 'POST', 'buckets', { orgID: orgs[0]?.id, name, retentionRules: [] });
  const store = await InfluxHistoryStore.open({ ...server, bucket: name, prefix: 'INFLUX_TEST' });
  try {
    await benchStore(store);
    await benchBacklog(store);
  } finally {
    await store.close();
    await manage(server, 'DELETE', `buckets/${String(id)}`);
  }
} else {
  say('InfluxDB: not measured, INFLUX_TEST_URL, INFLUX_TEST_ORG and INFLUX_TEST_TOKEN name none');
}
