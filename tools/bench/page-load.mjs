import { setTimeout as wait } from 'node:timers/promises';
import { openIn, startBrowser } from './browser.mjs';
import { startStandalone } from './processes.mjs';
import { median } from './statistics.mjs';

const runs = 9;
const pages = ['', 'battery', 'cell', 'gas', 'heat-pump', 'sensors', 'system'];
const settleMs = 2_000;
/** The measured page has its charts and its data by then. */
const slowSettleMs = 7_000;

/** What the name means to most tools: 1.6 Mbit/s down, 0.75 up, 150 ms there and back. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6e6 / 8) * 0.9,
  uploadThroughput: (0.75e6 / 8) * 0.9,
};

const observe = `
  window.measured = { lcpMs: 0, cls: 0 };
  new PerformanceObserver((list) => { for (const e of list.getEntries()) measured.lcpMs = e.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) measured.cls += e.value; })
    .observe({ type: 'layout-shift', buffered: true });
`;

/** Loads a page with an empty cache; what it took until the last large thing was painted, what moved, what came over the wire. */
async function load(browser, url, { isSlow }) {
  const { page, devtools, close } = await openIn(browser, { width: 1280, height: 800 });
  const kinds = new Map();
  const bytes = { Script: 0, Stylesheet: 0, all: 0 };
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind in bytes) bytes[kind] += encodedDataLength;
    bytes.all += encodedDataLength;
  });
  await devtools.send('Network.enable');
  if (isSlow) {
    await devtools.send('Network.emulateNetworkConditions', slow4g);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
  await wait(isSlow ? slowSettleMs : settleMs);
  const measured = await page.evaluate(`({ ...measured,
    fcpMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN })`);
  await close();
  return { ...measured, bytes };
}

const kb = (bytes) => `${(bytes / 1_000).toFixed(1)} kB`;

/** How fast pages of the dashboard appear in headless Chromium, with the demo devices, on loopback and on a slow line. */
export async function benchPageLoad(say) {
  const product = await startStandalone({ DEMO: 'on' });
  const browser = await startBrowser();
  try {
    await wait(3_000); // the demo devices have spoken
    for (const path of pages) {
      const url = `http://127.0.0.1:${product.socketPort}/${path}`;
      const quick = [];
      for (let run = 0; run < (path === '' ? runs : 3); run += 1)
        quick.push(await load(browser, url, { isSlow: false }));
      const slow = [];
      for (let run = 0; run < (path === '' ? 3 : 1); run += 1)
        slow.push(await load(browser, url, { isSlow: true }));
      const of = (all, name) => median(all.map((one) => one[name]));
      const { bytes } = quick[0];
      say(
        `page /${path}: FCP ${of(quick, 'fcpMs').toFixed(0)} ms, LCP ${of(quick, 'lcpMs').toFixed(0)} ms, CLS ${Math.max(...quick.map(({ cls }) => cls)).toFixed(4)}; slow 4G and 4 × CPU: LCP ${of(slow, 'lcpMs').toFixed(0)} ms, CLS ${Math.max(...slow.map(({ cls }) => cls)).toFixed(4)}; over the wire within ${settleMs / 1_000} s: ${kb(bytes.Script)} JavaScript, ${kb(bytes.Stylesheet)} CSS, ${kb(bytes.all)} in all`,
      );
    }
  } finally {
    await browser.close();
    await product.stop();
  }
}
