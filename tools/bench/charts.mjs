/* global document, requestAnimationFrame, MessageChannel, MutationObserver, KeyboardEvent */
import { setTimeout as wait } from 'node:timers/promises';
import { startBrowser } from './browser.mjs';
import { chartPage } from './charts-page.mjs';
import { importSeries } from './history.mjs';
import { startStandalone } from './processes.mjs';
import { percentile } from './statistics.mjs';

const rounds = 200;
const warmUp = 40;
const million = 1_000_000;
const everyMs = 80;
const shownTimes = 25;
const settleMs = 8_000;

const figures = (times) =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;

/** Charts in a browser: what a live update costs, and how soon a million points are seen. */
export async function benchCharts(say) {
  const browser = await startBrowser();
  try {
    await benchUpdates(browser, say);
    await benchMillion(browser, say);
  } finally {
    await browser.close();
  }
}

/** Six charts of an hour at a reading a second; with each update every one of them gets a value and moves on. */
async function benchUpdates(browser, say) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent(await chartPage());
  for (const isEnvelope of [false, true]) {
    const times = await page.evaluate(
      ([count, envelope]) => globalThis.updateCharts(count, envelope),
      [rounds + warmUp, isEnvelope],
    );
    const after = (name) => times[name].slice(warmUp);
    say(
      `update of six charts with 3,600 points each (headless Chromium without GPU, 620 × 240 px${isEnvelope ? ', with the envelope of their extremes' : ''}; ${rounds} updates): ` +
        `all six in a row on the main thread ${figures(after('all'))}; one of them ${figures(after('each'))}; ` +
        `a whole frame with one chart, painting included, ${figures(after('frame'))}`,
    );
  }
  await page.close();
}

/** The compare page with a million points in its range: from the click to the picture, the question to the server included. */
async function benchMillion(browser, say) {
  const standalone = await startStandalone();
  try {
    const firstAtMs = Date.now() - million * everyMs;
    const series = { device: 'sensor:bench', metric: 'temperatureC', count: million, firstAtMs, everyMs };
    await importSeries(standalone, series);
    await wait(settleMs); // housekeeping, as it would have been done by the time that somebody looks
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://127.0.0.1:${standalone.port}/compare?series=sensor:bench|temperatureC&range=1h`);
    await page.locator('.chart-plot[data-ready=true]').waitFor();
    await page.evaluate(watchDrawing);
    const first = [];
    const steps = [];
    const finer = [];
    for (let i = 0; i < shownTimes; i += 1) {
      first.push(await page.evaluate(() => globalThis.timed(() => globalThis.choose('24h'))));
      await page.evaluate(() => globalThis.nextFrames());
      const step = await page.evaluate(() => globalThis.timedZoom());
      steps.push(step.movedMs);
      finer.push(step.finerMs);
      await page.evaluate(() => globalThis.timed(() => globalThis.choose('1h')));
    }
    say(
      `a million points in a range (${standalone.where}, SQLite; headless Chromium without GPU, ${shownTimes} times): ` +
        `from the click on the range to the picture, the question included, ${figures(first)}; ` +
        `a zoom step is seen after ${figures(steps)}, in finer windows of the server after ${figures(finer)}`,
    );
    await page.close();
  } finally {
    await standalone.stop();
  }
}

/** In the page: times from an act to the painted frame after the chart says that it is no longer busy. */
function watchDrawing() {
  const card = document.querySelector('.chart-card');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      }),
    );
  const untilBusyIs = (value) =>
    new Promise((resolve) => {
      const isSo = () => card.getAttribute('aria-busy') === value;
      if (isSo()) return resolve();
      const observer = new MutationObserver(() => {
        if (!isSo()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(card, { attributes: true });
    });
  globalThis.nextFrames = async () => {
    await frame();
    await painted();
  };
  globalThis.choose = (range) =>
    [...document.querySelectorAll('.range-picker input')]
      .find((input) => input.parentElement.innerText.replace(/\s/g, '') === range)
      .click();
  globalThis.timed = async (act) => {
    const startMs = performance.now();
    act();
    await untilBusyIs('true');
    await untilBusyIs('false');
    await painted();
    return performance.now() - startMs;
  };
  globalThis.timedZoom = async () => {
    const startMs = performance.now();
    document
      .querySelector('.chart-plot')
      .dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
    await untilBusyIs('true');
    await painted();
    const movedMs = performance.now() - startMs;
    await untilBusyIs('false');
    await painted();
    return { movedMs, finerMs: performance.now() - startMs };
  };
}
