import { cpus, release, totalmem } from 'node:os';
import { ensureInstalled } from './install.mjs';
import { environment, root } from './node24.mjs';
import { giveUp, step } from './step.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** Too long to be run with the others. */
const onlyByName = new Set(['outage', 'open-page']);

/** The benches by name; `npm run bench -- live sizes` runs some. Loaded late: before installing there is nothing to load. */
async function benches() {
  const names = [
    'command',
    'live',
    'memory',
    'sizes',
    'libraries',
    'processes',
    'stack',
    'ingest',
    'ingest-latency',
    'posts',
    'sustained',
    'history',
    'graphs',
    'outage',
    'page-load',
    'pixel',
    'open-page',
    'charts',
  ];
  const [
    { benchCommand },
    { benchLive },
    memory,
    { benchSizes },
    { benchLibraries },
    { startStandalone },
    { benchStack },
    { benchIngest },
    { benchIngestLatency },
    { benchPosts },
    { benchSustained },
    { benchHistory },
    { benchGraphs },
    { benchOutage },
    { benchPageLoad },
    { benchPixel },
    { benchOpenPage },
    { benchDashboards },
    { benchCharts },
  ] = await Promise.all(names.map((name) => import(`../bench/${name}.mjs`)));
  return {
    sizes: () => benchSizes(say),
    libraries: () => benchLibraries(say),
    dialects: () => benchLibraries(say, ['libs/simulation']),
    product: async () => {
      const standalone = await startStandalone();
      try {
        await benchCommand(standalone, say);
        await benchLive(standalone, say);
        await memory.benchMemoryAfterTraffic(standalone, say);
      } finally {
        await standalone.stop();
      }
    },
    start: () => memory.benchStart(say),
    services: () => memory.benchServices(say),
    stack: () => benchStack(say),
    ingest: async () => {
      await benchIngest(say);
      await benchIngestLatency(say);
    },
    posts: () => benchPosts(say),
    history: () => benchHistory(say),
    graphs: () => benchGraphs(say),
    sustained: () => benchSustained(say),
    outage: () => benchOutage(say),
    'page-load': () => benchPageLoad(say),
    pixel: () => benchPixel(say),
    'open-page': () => benchOpenPage(say),
    dashboards: () => benchDashboards(say),
    charts: () => benchCharts(say),
  };
}

try {
  await ensureInstalled();
  await step('Building', ['nx', 'run-many', '-t', 'build'], { cwd: root, env: environment() });
  const all = await benches();
  const [cpu] = cpus();
  say(
    `${cpus().length} × ${cpu.model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`,
  );
  const wanted = process.argv.slice(2);
  for (const name of wanted.filter((name) => !(name in all))) {
    throw new Error(`There is no bench "${name}": ${Object.keys(all).join(', ')}`);
  }
  for (const [name, run] of Object.entries(all)) {
    const isWanted = wanted.length === 0 ? !onlyByName.has(name) : wanted.includes(name);
    if (isWanted) await run();
  }
} catch (error) {
  giveUp(error);
}
