import { complaintOf, flowOf, untilFlow } from './flow.mjs';
import { startLoad } from './load/children.mjs';
import { startStandalone } from './processes.mjs';
import { mosquitto, startStack } from './services-stack.mjs';
import { overRuns, percentile } from './statistics.mjs';

const runs = 5;
const posts = 20_000;
const connections = 64;
const metrics = 6;
const payload = '150 bytes, 6 readings each, 100 devices';

/** So many posts as they can be answered, a request at a time on each connection; then every reading is looked for in the store. */
async function run({ port, healthPort, historianPort }) {
  const before = await flowOf(historianPort, 'historian');
  const poster = startLoad('poster', { port, path: '/sensor_data', count: posts, connections });
  try {
    await poster.next();
    poster.go();
    const { startedAtNs } = await poster.next();
    const { endedAtNs, statuses, milliseconds } = await poster.next();
    const seconds = Number(BigInt(endedAtNs) - BigInt(startedAtNs)) / 1e9;
    const isStored = ({ journalled, waiting }) =>
      journalled >= before.journalled + posts * metrics && waiting === 0;
    const after = await untilFlow(historianPort, 'historian', isStored);
    const { quarantined } = await flowOf(healthPort, 'ingest');
    const isFine = statuses['200'] === posts && quarantined === 0;
    return {
      rate: posts / seconds,
      p50: percentile(milliseconds, 0.5),
      p99: percentile(milliseconds, 0.99),
      complaint: isFine ? complaintOf(before, after, posts * metrics) : `ANSWERS ${JSON.stringify(statuses)}`,
    };
  } finally {
    await poster.end();
  }
}

async function series(where, address, say) {
  await run(address); // warms up
  const results = [];
  for (let i = 0; i < runs; i += 1) results.push(await run(address));
  const of = (key) => results.map((result) => result[key]);
  const complaints = of('complaint').filter(Boolean);
  say(
    `POST /sensor_data → 200, when the broker has it (${where}; ${connections} connections from a process of its own, ${payload}; ${posts} a run, ${runs} runs): ` +
      `${overRuns(of('rate'), 0)} /s; p50 ${overRuns(of('p50'), 1)} ms, p99 ${overRuns(of('p99'), 1)} ms; ` +
      `${complaints.length === 0 ? 'all of it stored, once' : complaints.join('; ')}`,
  );
}

/** What devices post, until they are answered. */
export async function benchPosts(say) {
  const standalone = await startStandalone();
  try {
    const { port, healthPort } = standalone;
    await series('standalone, 1 process', { port, healthPort, historianPort: healthPort }, say);
  } finally {
    await standalone.stop();
  }
  if (!mosquitto) return say('services mode: no Mosquitto on this machine, not measured');
  const stack = await startStack(['historian', 'ingest']);
  try {
    const { ingest, historian } = stack.running;
    const address = { port: ingest.port, healthPort: ingest.health, historianPort: historian.health };
    await series('services mode, ingest and historian, Mosquitto', address, say);
  } finally {
    await stack.stop();
  }
}
