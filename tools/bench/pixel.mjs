import { setTimeout as wait } from 'node:timers/promises';
import { openIn, startBrowser } from './browser.mjs';
import { mqttClient } from './clients.mjs';
import { pixelOf } from './png-pixel.mjs';
import { startStandalone } from './processes.mjs';
import { percentile } from './statistics.mjs';

const everyMs = 100;
const updates = 300;
const topic = 'batteries/bench/state';
const power = 8_000;

const isNear = (a, b) => a.every((channel, i) => Math.abs(channel - b[i]) < 24);

/**
 * From the publication of a report to the frame of the browser that shows it. The battery swings between charge and discharge,
 * so that one place of its power scale changes colour; the browser's own frames are looked at, with the time at which each was shown.
 */
export async function benchPixel(say) {
  const product = await startStandalone({ DEMO: 'off' });
  const browser = await startBrowser();
  try {
    const client = await mqttClient(product.mqttPort, product.device);
    const publish = (activePowerW) =>
      client.publish(topic, JSON.stringify({ activePowerW, at: new Date().toISOString() }), { qos: 1 });
    publish(-power);
    const { page, devtools } = await openIn(browser, { width: 480, height: 420 });
    await page.goto(`http://127.0.0.1:${product.socketPort}/battery/bench`);
    const fill = page.locator('.scale-charging');
    await fill.waitFor({ timeout: 15_000 });
    await fill.scrollIntoViewIfNeeded();
    await wait(1_500); // charts and the other pages are loaded
    const box = await fill.boundingBox();
    const place = [Math.round(box.x + box.width * 0.7), Math.round(box.y + box.height / 2)];
    const frames = [];
    devtools.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      void devtools.send('Page.screencastFrameAck', { sessionId });
      frames.push({ shownAtMs: metadata.timestamp * 1_000, data });
    });
    await devtools.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
    await wait(500);
    const sent = [];
    const startedAt = performance.now();
    for (let i = 0; i < updates; i += 1) {
      await wait(Math.max(0, startedAt + i * everyMs + Math.random() * 20 - performance.now()));
      const isCharging = i % 2 === 1;
      sent.push({ atMs: performance.timeOrigin + performance.now(), isCharging });
      publish(isCharging ? -power : power);
    }
    await wait(500);
    await devtools.send('Page.stopScreencast');
    await client.endAsync(true);
    report(colourChanges(frames, place), sent, frames.length, say);
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** When the place became coloured (charging), and when it was cleared. */
function colourChanges(frames, [x, y]) {
  const seen = frames.map(({ shownAtMs, data }) => ({
    shownAtMs,
    colour: pixelOf(Buffer.from(data, 'base64'), x, y),
  }));
  const charging = seen[0]?.colour ?? [0, 0, 0];
  return seen
    .map(({ shownAtMs, colour }) => ({ shownAtMs, isCharging: isNear(colour, charging) }))
    .filter((one, i, all) => i > 0 && one.isCharging !== all[i - 1].isCharging);
}

/** The same colour is sent again after this time: a change that comes later says nothing of this publication, which then counts as this late. */
const tooLateMs = 2 * everyMs;

function report(changes, sent, frames, say) {
  const latencies = sent.map(({ atMs, isCharging }) => {
    const change = changes.find((one) => one.isCharging === isCharging && one.shownAtMs >= atMs);
    return Math.min(tooLateMs, (change?.shownAtMs ?? Infinity) - atMs);
  });
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(latencies, share).toFixed(1));
  const late = latencies.filter((ms) => ms === tooLateMs).length;
  say(
    `MQTT publish → pixel at 10 Hz, ${sent.length} publications, browser frames of 16.7 ms: p50 ${p50}, p99 ${p99} ms; ${late} not shown within ${tooLateMs} ms (${frames} frames)`,
  );
}
