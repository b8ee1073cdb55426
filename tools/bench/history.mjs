import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { randomOf } from '../shared/random.mjs';
import { untilFlow } from './flow.mjs';
import { residentMb, startStandalone } from './processes.mjs';
import { overRuns, percentile } from './statistics.mjs';

const million = 1_000_000;
const dayMs = 86_400_000;
const queries = 40;

/** Posts text that is made while it is sent; resolves with the reply's JSON. */
function post(port, path, pieces) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/plain' };
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (piece) => (text += piece));
      reply.on('end', () => (reply.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))));
    });
    sent.on('error', reject);
    (async () => {
      for (const piece of pieces)
        if (!sent.write(piece)) await new Promise((drained) => sent.once('drain', drained));
      sent.end();
    })().catch(reject);
  });
}

/** Values that move as those of a battery do: a slow wave and the noise of a converter. */
function likeVoltage() {
  const { next: random } = randomOf(1);
  return (i) => 52 + 2 * Math.sin(i / 5_000) + random() * 0.05;
}

/** Line protocol, some thousand lines a piece. */
function* linesOf({ device, metric, count, firstAtMs, everyMs, valueAt = likeVoltage() }) {
  for (let first = 0; first < count; first += 4_000) {
    let text = '';
    for (let i = first; i < Math.min(count, first + 4_000); i += 1) {
      const value = valueAt(i).toFixed(3);
      text += `battery,device=${device},name=${metric} value=${value} ${Math.floor(firstAtMs + i * everyMs)}\n`;
    }
    yield text;
  }
}

const importPath = '/api/v1/history/import?precision=ms';

/** Imports a series; resolves when it is stored. */
export async function importSeries({ port, healthPort }, series) {
  const before = performance.now();
  const report = await post(port, importPath, linesOf(series));
  const answeredMs = performance.now() - before;
  if (report.accepted !== series.count) throw new Error(`imported ${JSON.stringify(report)}`);
  await untilFlow(healthPort, 'historian', ({ waiting }) => waiting === 0);
  return { answeredMs, storedMs: performance.now() - before };
}

/** What a path answers, and after how long. */
export async function timedJson(port, path) {
  const before = performance.now();
  const reply = await fetch(`http://127.0.0.1:${port}${path}`);
  const text = await reply.text();
  const body = JSON.parse(text);
  if (reply.status !== 200) throw new Error(`${path}: ${text}`);
  return { ms: performance.now() - before, body, bytes: text.length };
}

/** 1 M points → 1,000 windows, again and again with other ranges. */
async function queryMillion({ port }, { device, metric, firstAtMs, count, everyMs }) {
  const { next: random } = randomOf(7);
  const lengthMs = count * everyMs;
  const times = [];
  for (let i = 0; i < queries; i += 1) {
    // At most a thousandth shorter at either end, so that no two ask the same and none is aligned.
    const from = Math.floor(firstAtMs + (random() * lengthMs) / 1_000);
    const to = Math.floor(firstAtMs + lengthMs - (random() * lengthMs) / 1_000);
    const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    const stepMs = Math.ceil((to - from) / 1_000);
    const { ms, body } = await timedJson(
      port,
      `/api/v1/history?devices=${device}&metrics=${metric}&${span}&step=${stepMs}ms&aggregate=min,max,mean`,
    );
    const [series] = body.series;
    if (series.atMs.length < 990) throw new Error(`${series.atMs.length} windows of 1,000`);
    times.push(ms);
  }
  return times.slice(3);
}

export const shown = (times) =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;

/** Reads a CSV answer to its end; how many lines, and the most memory that the server had meanwhile. */
async function exportAll(standalone, { device, metric, firstAtMs, count, everyMs }) {
  const span = `from=${new Date(firstAtMs).toISOString()}&to=${new Date(firstAtMs + count * everyMs + 1).toISOString()}`;
  const before = residentMb(standalone);
  const startedAt = performance.now();
  const reply = await fetch(
    `http://127.0.0.1:${standalone.port}/api/v1/history?devices=${device}&metrics=${metric}&${span}&step=raw&format=csv`,
  );
  let rows = -1; // its head
  let peak = before;
  let notedAt = startedAt;
  for await (const piece of reply.body) {
    for (const byte of piece) if (byte === 10) rows += 1;
    if (performance.now() - notedAt < 100) continue;
    notedAt = performance.now();
    peak = Math.max(peak, residentMb(standalone));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  if (rows !== count) throw new Error(`${rows} rows of ${count} exported`);
  return { seconds, before, peak };
}

const where = 'standalone, 1 process, SQLite, over HTTP; client another process';

/** Import, export and the questions of charts, on one product with millions of points. */
export async function benchHistory(say) {
  const standalone = await startStandalone();
  try {
    const nowMs = Date.now();
    const minutes = { device: 'battery:minutes', metric: 'voltageV', count: million, everyMs: 1.2 };
    const days = {
      device: 'battery:days',
      metric: 'voltageV',
      count: million,
      everyMs: (12 * dayMs) / million,
    };
    const sets = [
      { name: '20 minutes', ...minutes, firstAtMs: nowMs - 3_600_000 },
      { name: '12 days', ...days, firstAtMs: nowMs - 13 * dayMs },
    ];
    const imports = [];
    for (const set of sets) imports.push(await importSeries(standalone, set));
    const rate = (of) =>
      overRuns(
        imports.map((one) => (million / one[of]) * 1_000),
        0,
      );
    say(
      `import of line protocol (${where}; ${million} points of about 70 bytes, ${imports.length} runs): ${rate('answeredMs')} points/s until all is answered for and in the journal, ${rate('storedMs')} /s until stored`,
    );
    await wait(5_000); // housekeeping, as it would have been done by the time that somebody looks
    for (const set of sets)
      say(
        `${million} points over ${set.name} → 1,000 windows of min, max, mean (${where}; ${queries} random unaligned ranges): ${shown(await queryMillion(standalone, set))}`,
      );
    const { seconds, before, peak } = await exportAll(standalone, sets[1]);
    say(
      `export of ${million} rows as CSV (${where}): ${(million / seconds).toFixed(0)} rows/s; server ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`,
    );
    await benchLatest(standalone, say);
    await benchYear(standalone, say);
  } finally {
    await standalone.stop();
  }
}

async function benchLatest({ port }, say) {
  const nowMs = Date.now();
  const lines = Array.from(
    { length: 1_000 },
    (_, i) => `sensor,device=sensor:s${i},name=temperature value=${i} ${nowMs}`,
  );
  await post(port, importPath, [lines.join('\n')]);
  const times = [];
  for (let i = 0; i < queries; i += 1) {
    const { ms, body } = await timedJson(port, '/api/v1/latest?metrics=temperature');
    if (body.readings.length !== 1_000) throw new Error(`${body.readings.length} latest values`);
    times.push(ms);
  }
  say(`latest value of 1,000 series (${where}; ${queries} times): ${shown(times.slice(3))}`);
}

/** A year of 1-minute data of 20 series, for one screen. */
async function benchYear(standalone, say) {
  const { port } = standalone;
  const device = 'battery:year';
  const metrics = Array.from({ length: 20 }, (_, i) => `metric${i}`);
  const count = 365 * 1_440;
  const firstAtMs = Math.floor((Date.now() - 366 * dayMs) / 60_000) * 60_000;
  const startedAt = performance.now();
  for (const metric of metrics)
    await importSeries(standalone, { device, metric, count, firstAtMs, everyMs: 60_000 });
  const minutes = (performance.now() - startedAt) / 60_000;
  await wait(20_000);
  const { next: random } = randomOf(11);
  const times = [];
  let windows = 0;
  for (let i = 0; i < queries; i += 1) {
    const from = new Date(firstAtMs + Math.floor(random() * dayMs)).toISOString();
    const to = new Date(firstAtMs + 365 * dayMs - Math.floor(random() * dayMs)).toISOString();
    const { ms, body } = await timedJson(
      port,
      `/api/v1/history?devices=${device}&metrics=${metrics.join(',')}&from=${from}&to=${to}&maxPoints=1000&aggregate=min,max,mean`,
    );
    windows = body.series.reduce((sum, series) => sum + series.atMs.length, 0);
    times.push(ms);
  }
  say(
    `a year of 1-minute data of 20 series for one screen (${where}; ${(count * 20) / 1e6} M readings imported in ${minutes.toFixed(1)} min; ${windows} windows in an answer; ${queries} random ranges): ${shown(times.slice(3))}`,
  );
}
