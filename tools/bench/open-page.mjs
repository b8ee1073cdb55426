import { setTimeout as wait } from 'node:timers/promises';
import { openIn, startBrowser } from './browser.mjs';
import { mqttClient } from './clients.mjs';
import { startStandalone } from './processes.mjs';

const updatesPerSecond = 100;
const batteries = 20;
const minutes = Number(process.env.OPEN_PAGE_MINUTES ?? 60);
/** Everything that a page holds at most (ten minutes of live values among it) is there by then. */
const warmUpMinutes = Math.min(12, minutes / 3);

/** Bytes that the page's script holds after its garbage was collected. */
async function heapOf(devtools) {
  for (let i = 0; i < 3; i += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

async function publishSteadily(client, untilMs) {
  let sent = 0;
  for (const startedAt = performance.now(); performance.now() < untilMs; await wait(10)) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * updatesPerSecond);
    for (; sent < due; sent += 1) {
      const activePowerW = Math.round(5_000 * Math.sin(sent / 500));
      const body = { activePowerW, socPct: 50 + (sent % 100) / 10, voltageV: 400 + (sent % 7) };
      client.publish(`batteries/bench_${sent % batteries}/state`, JSON.stringify(body), { qos: 1 });
    }
  }
  return sent;
}

/** How much a page grows that is left open under 100 updates a second: the overview and a battery with its charts. */
export async function benchOpenPage(say) {
  const product = await startStandalone({ DEMO: 'off' });
  const browser = await startBrowser(['--js-flags=--expose-gc']);
  try {
    const client = await mqttClient(product.mqttPort, product.device);
    const opened = [];
    for (const path of ['', 'battery/bench_0']) {
      const one = await openIn(browser, { width: 1280, height: 800 });
      await one.page.goto(`http://127.0.0.1:${product.socketPort}/${path}`);
      opened.push({ path, ...one });
    }
    const startedAt = performance.now();
    const publishing = publishSteadily(client, startedAt + minutes * 60_000);
    await wait(warmUpMinutes * 60_000);
    const before = await Promise.all(opened.map(({ devtools }) => heapOf(devtools)));
    const sent = await publishing;
    const after = await Promise.all(opened.map(({ devtools }) => heapOf(devtools)));
    opened.forEach(({ path }, i) =>
      say(
        `page /${path} open for ${minutes} min at ${updatesPerSecond} updates/s (${sent} reports): heap ${(before[i] / 1e6).toFixed(2)} MB after ${warmUpMinutes} min, ${(after[i] / 1e6).toFixed(2)} MB at the end: ${((after[i] - before[i]) / 1e6).toFixed(2)} MB more`,
      ),
    );
    await client.endAsync(true);
  } finally {
    await browser.close();
    await product.stop();
  }
}
