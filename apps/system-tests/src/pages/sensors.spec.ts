import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { getJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import type { Witness } from '../witness.js';
import { attributeSays, becomes, counts, isNotWider, lists, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

const rowOf = (page: Page, series: string): Locator => page.locator(`[data-series="${series}"]`);
const headings = (page: Page): Locator => page.locator('.sensor-group h2');

const minuteMs = 60_000;

/** What a sensor measured, one value a minute, the last of them now. */
async function report(
  sensors: Witness,
  id: string,
  type: 'temperature' | 'humidity',
  values: readonly number[],
  { untilMs = Date.now(), ...parts }: { untilMs?: number; location?: string } = {},
): Promise<void> {
  const unit = type === 'temperature' ? '°C' : '%';
  for (const [i, value] of values.entries()) {
    const timestamp = new Date(untilMs - (values.length - 1 - i) * minuteMs).toISOString();
    await sensors.publish(`sensors/${id}/${type}`, { value, unit, timestamp, ...parts });
  }
}

/** Resolves when this is in the history: the page reads it once, and no sooner than in half a minute again. */
const recorded = (product: Product, device: string, metric: string, value: number): Promise<void> =>
  eventually(async () => {
    const { body } = await getJson(`${product.url}/api/v1/latest?devices=${encodeURIComponent(device)}`);
    const { readings } = body as { readings: unknown[] };
    expect(readings).toContainEqual(expect.objectContaining({ metric, value }));
  }, patience);

/** Resolves when so many devices are in the registry. */
const registered = (product: Product, count: number): Promise<void> =>
  eventually(
    async () => {
      const { body } = await getJson(`${product.url}/api/v1/devices`);
      expect((body as { devices: unknown[] }).devices).toHaveLength(count);
    },
    { withinMs: 20_000 },
  );

/** The devices whose history the page has asked for, however often. */
function devicesAskedBy(page: Page): ReadonlySet<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (!pathname.endsWith('/api/v1/history')) return;
    for (const device of [...searchParams.values()].flatMap((value) => value.split(',')))
      if (device.startsWith('sensor:')) asked.add(device);
  });
  return asked;
}

describe('the list of sensors', () => {
  it('has of each what it says now and what it came to, searched, in groups, in an order', async () => {
    const product = await start();
    const sensors = await product.battery('gateway');
    await report(sensors, 'north', 'temperature', [20, 22, 24], { location: 'Cellar' });
    await report(sensors, 'south', 'temperature', [31], { location: 'Attic' });
    await report(sensors, 'a,b', 'temperature', [1, 3], { location: 'Attic' });
    await report(sensors, 'north', 'humidity', [50, 40], { location: 'Cellar' });
    await recorded(product, 'sensor:north', 'humidity', 40);
    const page = await openPage(`${product.url}/sensors?range=1h`);
    const north = rowOf(page, 'sensor:north temperature');
    await says(north, /^north Cellar 24 ?°C .* Min 20 ?°C Mean 22 ?°C Max 24 ?°C$/);
    await attributeSays(north.locator('.sparkline-line'), 'd', /^M.*L/);
    await says(rowOf(page, 'sensor:a,b temperature'), /^a,b Attic 3 ?°C .* Min 1 ?°C Mean 2 ?°C Max 3 ?°C$/);
    await lists(headings(page), ['Humidity', 'Temperature']);
    await sensors.publish('sensors/north/temperature', { value: 26.5, unit: '°C' });
    await says(north, /26\.5 ?°C just now/);
    await expectAccessible(page);

    await page.getByRole('radio', { name: 'Place' }).check();
    await lists(headings(page), ['Attic', 'Cellar']);
    await page.getByRole('searchbox').fill('cellar temp');
    await says(page.locator('.list-count'), /^1 value of 1 device$/);
    await page.waitForURL(`${product.url}/sensors?range=1h&group=place&search=cellar+temp`);
    await page.getByRole('searchbox').fill('nowhere');
    await page.getByText('Nothing here is called “nowhere”.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('radio', { name: 'Type' }).check();
    await page.getByLabel('Sort by').selectOption('Highest first');
    const names = page.locator('.sensor-group', { hasText: 'Temperature' }).locator('.sensor-name a');
    await lists(names, ['south', 'north', 'a,b']);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('does not freeze with 500 devices, and reads only what is in view', async () => {
    const product = await start();
    const sensors = await product.battery('gateway');
    const ids = Array.from({ length: 500 }, (_, i) => `probe ${i}`);
    await Promise.all(ids.map((id, i) => report(sensors, id, 'temperature', [i / 10])));
    await registered(product, 500);
    const page = await openPage('about:blank');
    const asked = devicesAskedBy(page);
    await page.goto(`${product.url}/sensors`);
    await says(page.locator('.list-count'), /^500 values of 500 devices$/);
    await says(rowOf(page, 'sensor:probe 0 temperature'), /Min 0 ?°C/);
    await counts(page.locator('.sensor-row'), 120);
    expect(asked.size).toBeGreaterThan(0);
    expect(asked.size).toBeLessThan(60);
    await page.getByRole('button', { name: 'Show 120 more' }).click();
    await counts(page.locator('.sensor-row'), 240);
    await page.getByRole('searchbox').fill('probe 499');
    await says(rowOf(page, 'sensor:probe 499 temperature'), /49\.9 ?°C .* Max 49\.9 ?°C$/);
    // A task of its own is long too, so that there is always one to be told of.
    const slowest = await page.evaluate<number>(
      `new Promise((done) => {
         new PerformanceObserver((list) =>
           done(Math.max(...list.getEntries().map(({ duration }) => duration)))).observe({ type: 'longtask', buffered: true });
         setTimeout(() => { for (const start = performance.now(); performance.now() < start + 100; ); });
       })`,
    );

    expect(slowest).toBeLessThan(1_000);
    expect(page.errors).toEqual([]);
  }, 90_000);

  it('tells on a small phone how to connect the first one, and shows names as they are', async () => {
    const product = await start();
    const page = await openPage(`${product.url}/sensors`, { width: 320, height: 640, colorScheme: 'dark' });
    await page.getByText(/mosquitto_pub .*sensors\//).waitFor();
    expect(await isNotWider(page)).toBe(true);
    await expectAccessible(page);
    const sensors = await product.battery('gateway');
    const name = '<img src=x onerror=alert(1)> עברית with a long name that does not fit';
    await sensors.publish('sensors/x/temperature', { sensor_id: name, value: -127, unit: '°C' });
    const row = page.locator('.sensor-row');
    await says(row, /^<img src=x onerror=alert\(1\)> .* ‒ just now · missing/);
    expect(await page.locator('.sensor-row img').count()).toBe(0);
    expect(await isNotWider(page)).toBe(true);
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.locator('.chart-card').first().waitFor();
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('the page of a sensor', () => {
  it('has a chart, figures and every value of what it measures, over the shared range', async () => {
    const product = await start();
    const sensors = await product.battery('gateway');
    const untilMs = Date.now();
    await report(sensors, 'north', 'temperature', [20, 22, 24], { untilMs });
    await report(sensors, 'north', 'humidity', [40, 60], { untilMs });
    await recorded(product, 'sensor:north', 'humidity', 60);
    const page = await openPage(`${product.url}/sensors/sensor%3Anorth?range=1h`);
    await says(page.locator('.sensor-tiles'), /Temperature 24 ?°C .*Humidity 60 ?%/);
    const charts = page.locator('.chart-card');
    await charts.nth(1).locator('canvas').waitFor();
    await lists(charts.locator('h2'), ['Temperature', 'Humidity']);
    await says(page.locator('[data-statistics="temperature"]'), /^Temperature 20 ?°C 22 ?°C 24 ?°C 3$/);
    await says(page.locator('.raw tbody tr').first(), /24 60$/);
    await counts(page.locator('.raw tbody tr'), 3);
    await expectAccessible(page);
    await page.locator('.page-actions').getByRole('link', { name: 'Compare' }).click();
    await says(page.locator('.compare-chosen'), /Temperature · north .*Humidity · north/);
    await becomes(() => new URL(page.url()).searchParams.get('range'), '1h');
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('marks what is beyond the limits that are set for it', async () => {
    const product = await start();
    const sensors = await product.battery('gateway');
    await sensors.publish('sensors/north/temperature', { value: 24, unit: '°C' });
    const page = await openPage(`${product.url}/sensors/sensor%3Anorth`);
    await page.getByRole('button', { name: 'Thresholds' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Critical above').fill('10');
    await dialog.getByLabel('Warning above').fill('20,5');
    await dialog.getByText('Each limit must be at least as high as the one before.').waitFor();
    await becomes(() => dialog.getByRole('button', { name: 'Save' }).isDisabled(), true);
    await dialog.getByLabel('Critical above').fill('30');
    await expectAccessible(page);
    await dialog.getByLabel('Critical above').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await says(page.locator('.sensor-tiles'), /24 ?°C ?warning/);
    await sensors.publish('sensors/north/temperature', { value: 31, unit: '°C' });
    await says(page.locator('.sensor-tiles'), /31 ?°C ?critical/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('greys its values without a connection, and knows no device that there is not', async () => {
    const product = await start();
    const sensors = await product.battery('gateway');
    await sensors.publish('sensors/north/temperature', { value: 24, unit: '°C' });
    const page = await openPage(`${product.url}/sensors/sensor%3Anobody`);
    await page.getByRole('heading', { name: 'There is no device called nobody' }).waitFor();
    await page.getByRole('link', { name: 'All sensors' }).click();
    await page.getByRole('link', { name: 'north' }).click();
    const now = page.locator('.sensor-tiles .sensor-now');
    await says(now, /^24 ?°C .* ago$|^24 ?°C just now$/);
    await product.stop('SIGTERM');
    await says(now, /^24 ?°C .*stale$/);
    await attributeSays(now, 'class', /is-stale/);
  }, 60_000);
});
