import { setTimeout as wait } from 'node:timers/promises';
import { mqttClient } from './clients.mjs';
import { startLoad } from './load/children.mjs';
import { residentMb, startStandalone } from './processes.mjs';
import { overRuns } from './statistics.mjs';

const counts = [1_000, 3_000, 5_000];
const perSecond = 10;
const runs = 5;
const secondsPerRun = 5;
const watch = { kinds: ['battery'] };

const nowMs = () => performance.timeOrigin + performance.now();

/** A report every 100 ms whose power is the time when it was sent. */
async function reportFor(device, seconds) {
  const startedAt = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    await wait(Math.max(0, startedAt + (sent * 1_000) / perSecond - performance.now()));
    device.publish('batteries/bench/state', JSON.stringify({ activePowerW: nowMs() }), { qos: 1 });
  }
  await wait(1_000); // the last ones are on their way
}

async function measure(load, device) {
  load.go();
  await reportFor(device, secondsPerRun);
  load.go();
  return load.next();
}

const inWords = (results, expected) => {
  const of = (index) => overRuns(results.map(({ ages }) => ages[index]));
  const seen = results.reduce((sum, { deltas }) => sum + deltas, 0);
  const merged = results.reduce((sum, one) => sum + one.merged, 0);
  return `p50 ${of(0)} ms, p99 ${of(1)} ms, most ${of(2)} ms; ${seen} of ${expected} seen, ${merged} merged`;
};

async function benchCount(count, say) {
  const product = await startStandalone();
  const idleMb = residentMb(product);
  const knockedAt = performance.now();
  const load = startLoad('dashboards', { port: product.socketPort, count, watch });
  try {
    await load.next();
    const openedMs = performance.now() - knockedAt;
    const device = await mqttClient(product.mqttPort, product.device);
    await reportFor(device, 2);
    const results = [];
    for (let run = 0; run < runs; run += 1) results.push(await measure(load, device));
    const perDashboardKb = ((residentMb(product) - idleMb) * 1_024) / count;
    say(
      `${count} dashboards (standalone, 1 process; all of them in one other process, every delta parsed; one battery at ${perSecond} Hz over MQTT, ` +
        `${secondsPerRun} s a run, ${runs} runs), publish → dashboard: ${inWords(results, count * perSecond * secondsPerRun * runs)}; ` +
        `all connected, with their snapshots, in ${(openedMs / 1_000).toFixed(1)} s; ${perDashboardKb.toFixed(0)} kB resident for each`,
    );
    device.end(true);
  } finally {
    await load.end();
    await product.stop();
  }
}

const cells = 200;
const widePerSecond = 100;
const stallSeconds = 15;
const stallPairs = 3;

/** About 15 kB a delta, far more than the buffers of the system hold in the end. */
async function publishWide(device) {
  const startedAt = performance.now();
  for (let sent = 0; sent < widePerSecond * stallSeconds; sent += 1) {
    await wait(Math.max(0, startedAt + (sent * 1_000) / widePerSecond - performance.now()));
    const cellVoltages = Array.from({ length: cells }, (_, i) => 3.2 + ((sent + i) % 100) / 1_000);
    device.publish('batteries/wide/state', JSON.stringify({ cellVoltages }), { qos: 1 });
  }
}

/** What a reader costs that stops reading, in memory and in the time of the others. */
export async function benchStalledDashboard(say) {
  const product = await startStandalone();
  const others = startLoad('dashboards', {
    port: product.socketPort,
    count: 500,
    watch: { devices: ['battery:bench'] },
  });
  try {
    await others.next();
    const device = await mqttClient(product.mqttPort, product.device);
    const during = async (isStalled) => {
      const reader = startLoad('dashboards', {
        ...{ port: product.socketPort, count: 1, isStalled },
        watch: { devices: ['battery:wide'] },
      });
      await reader.next();
      others.go();
      await Promise.all([publishWide(device), reportFor(device, stallSeconds)]);
      const mb = residentMb(product);
      others.go();
      const { ages } = await others.next();
      await reader.end();
      return { mb, p99: ages[1] };
    };
    await during(false);
    const pairs = [];
    for (let pair = 0; pair < stallPairs; pair += 1)
      pairs.push({ reading: await during(false), stalled: await during(true) });
    const words = (of) => overRuns(pairs.map(of));
    say(
      `a dashboard that stops reading ${widePerSecond} deltas of ${cells} values a second for ${stallSeconds} s (${stallPairs} times): ` +
        `${words(({ reading, stalled }) => stalled.mb - reading.mb)} MB more resident than with one that reads them; ` +
        `p99 of 500 others ${words(({ stalled }) => stalled.p99)} ms, with one that reads ${words(({ reading }) => reading.p99)} ms`,
    );
    device.end(true);
  } finally {
    await others.end();
    await product.stop();
  }
}

/** How long a value takes to many dashboards at once, and what one costs that does not take it. */
export async function benchDashboards(say) {
  for (const count of counts) await benchCount(count, say);
  await benchStalledDashboard(say);
}
