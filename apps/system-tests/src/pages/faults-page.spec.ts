import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { closeBrowser, openPage } from '../browser.js';
import { startStandalone } from '../product.js';
import { isKnown, ownErrors, says, shows, Thermometer } from './live-page.js';
import { becomes, counts, patience } from './seen.js';

afterAll(closeBrowser);

const hourMs = 3_600_000;

/** Runs in the page: its clock is `window.clockOffMs` off from then on. Timers go on as they would. */
const wrongClock = (offMs: number): string => `
  window.clockOffMs = ${offMs};
  const RealDate = Date;
  const now = () => RealDate.now() + window.clockOffMs;
  window.Date = new Proxy(RealDate, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });`;

const noStorage = `
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`;

/** Runs in the page: how much it is wider than the window, and its chart differs from the chart's place, in whole px. */
const widths = `[
  Math.max(0, document.documentElement.scrollWidth - innerWidth),
  Math.round(Math.abs(
    document.querySelector('.chart-card canvas').getBoundingClientRect().width -
    document.querySelector('.chart-card .chart').getBoundingClientRect().width,
  )),
]`;

async function startReporting() {
  const product = await startStandalone({ DEMO: 'off' });
  const sensor = Thermometer.start(await product.battery());
  return { product, sensor, url: `${product.url}/${Thermometer.path}` };
}

describe('a page in a browser', () => {
  it('whose chart code cannot be had goes on with its numbers, and offers to load the page again', async () => {
    const { sensor, url } = await startReporting();
    const page = await openPage('about:blank');
    await page.route('**/lazy-charts*', (route) => route.abort());
    await page.goto(url);
    await page.getByRole('alert').getByRole('button', { name: 'Load again' }).first().waitFor();
    await sensor.say(31.5);
    await shows(page, '31.5');
    await page.unroute('**/lazy-charts*');
    await page.getByRole('button', { name: 'Load again' }).first().click();
    await page.locator('.chart-card canvas').first().waitFor();
    expect(ownErrors(page)).toEqual([]);
  }, 60_000);

  it.each([2, -2])(
    'whose clock is %d hours off shows fresh values as fresh, and their age',
    async (hours) => {
      const { product, sensor, url } = await startReporting();
      const page = await openPage('about:blank');
      await page.addInitScript(wrongClock(hours * hourMs));
      await page.goto(url);
      await shows(page, '20.5');
      await sensor.say(47.5);
      await shows(page, '47.5');
      await page.locator('.chart-card canvas').first().waitFor();
      await page.getByRole('button', { name: 'Show as table' }).first().click();
      await eventually(
        async () => expect(await page.locator('.chart-card table').innerText()).toContain('47.5'),
        patience,
      );
      await isKnown(product);
      sensor.stop();
      await page.locator('.is-stale [data-metric="temperature"]').first().waitFor({ timeout: 20_000 });
      expect(ownErrors(page)).toEqual([]);
    },
    120_000,
  );

  it.each([2, -2])(
    'whose clock is set by %d hours while it is open goes on as before',
    async (hours) => {
      const { sensor, url } = await startReporting();
      const page = await openPage('about:blank');
      await page.addInitScript(wrongClock(0));
      await page.goto(url);
      await shows(page, '20.5');
      await page.evaluate(`window.clockOffMs = ${hours * hourMs}`);
      await sensor.say(47.5);
      await shows(page, '47.5');
      await says(page, 'Live');
      expect(ownErrors(page)).toEqual([]);
    },
    90_000,
  );

  it('that keeps nothing shows everything, in the language and theme that are chosen', async () => {
    const { url } = await startReporting();
    const page = await openPage('about:blank');
    await page.addInitScript(noStorage);
    await page.goto(url);
    await shows(page, '20.5');
    await page.getByLabel('Language').selectOption('sv');
    await page.locator('html[lang="sv"]').waitFor();
    const theme = await page.getAttribute('html', 'data-theme');
    await page.getByRole('button', { name: /tema/i }).click();
    await eventually(
      async () => expect(await page.getAttribute('html', 'data-theme')).not.toBe(theme),
      patience,
    );
    await page.locator('.chart-card canvas').first().waitFor();
    expect(ownErrors(page)).toEqual([]);
  }, 60_000);

  it('that is resized and turned while values come keeps its charts as wide as their place', async () => {
    const { sensor, url } = await startReporting();
    const page = await openPage(url);
    await page.locator('.chart-card canvas').first().waitFor();
    const sizes = [
      { width: 1920, height: 1080 },
      { width: 375, height: 812 },
      { width: 812, height: 375 },
      { width: 320, height: 568 },
      { width: 1440, height: 900 },
    ];
    for (const [round, size] of [...sizes, ...sizes].entries()) {
      await page.setViewportSize(size);
      await sensor.say(20 + round / 10);
      await becomes(() => page.evaluate(widths), [0, 0]);
    }
    await shows(page, '20.9');
    expect(ownErrors(page)).toEqual([]);
  }, 90_000);
});

describe('a device that goes', () => {
  it('is greyed with its age when it falls silent, and the page says when it is forgotten', async () => {
    const { product, sensor, url } = await startReporting();
    const page = await openPage(url);
    await shows(page, '20.5');
    await isKnown(product);
    sensor.stop();
    await page.locator('.is-stale [data-metric="temperature"]').first().waitFor({ timeout: 20_000 });
    const forgotten = await fetch(`${product.url}/api/v1/devices/${encodeURIComponent('sensor:cellar')}`, {
      method: 'DELETE',
    });
    expect(forgotten.status).toBe(200);
    await counts(page.locator('[data-metric="temperature"]'), 0);
    await page.locator('main').getByText(/\S/).first().waitFor();
    await sensor.say(21.2);
    await shows(page, '21.2');
    expect(ownErrors(page)).toEqual([]);
  }, 120_000);
});
