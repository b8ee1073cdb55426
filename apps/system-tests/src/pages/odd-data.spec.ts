import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';
import { closeBrowser, openPage } from '../browser.js';
import { getJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import { counts, isNotWider, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

interface Report {
  value: number;
  unit?: string;
  timestamp?: string;
}

/** Says these values of one sensor, oldest first, and waits until the last of them is recorded. */
async function report(product: Product, id: string, reports: readonly Report[]): Promise<string> {
  const sensor = await product.battery('gateway');
  for (const one of reports)
    await sensor.publish(`sensors/${id}/temperature`, { unit: '', ...one, sensor_id: id });
  const device = `sensor:${id}`;
  await eventually(async () => {
    const { body } = await getJson(`${product.url}/api/v1/latest?devices=${encodeURIComponent(device)}`);
    expect(body).toMatchObject({ readings: [{ value: reports.at(-1)?.value }] });
  }, patience);
  return device;
}

const pageOf = (product: Product, device: string, query = '') =>
  openPage(`${product.url}/sensors/${encodeURIComponent(device)}${query}`);

async function tableOf(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  return page.locator('.chart-card tbody');
}

const agoText = (ms: number): string => new Date(Date.now() - ms).toISOString();

describe('a page with odd data', () => {
  it('draws one point, and nothing before or after it', async () => {
    const product = await start();
    const device = await report(product, 'lonely', [{ value: 21.5 }]);
    const page = await pageOf(product, device, '?range=1h');
    await page.locator('.chart-card canvas').first().waitFor();
    const table = await tableOf(page);
    await says(table, /21\.5/);
    await counts(table.locator('tr'), 1);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('writes the smallest and the largest numbers, in the page, the table and on the axis', async () => {
    const product = await start();
    const values = [1e-9, 1e12, -1e12, 2.5e-9];
    const reports = values.map((value, i) => ({ value, timestamp: agoText((values.length - i) * 60_000) }));
    const device = await report(product, 'wide', reports);
    const page = await pageOf(product, device, '?range=1h');
    await page.locator('.chart-card canvas').first().waitFor();
    const table = await tableOf(page);
    for (const number of [/1E12/, /[-−]1E12/, /1E[-−]9/]) await says(table, number);
    await says(page.locator('main'), /2\.5E[-−]9/);
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|Infinity|undefined|null/);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says that there is nothing where nothing was recorded, and keeps the newest value with its age', async () => {
    const product = await start();
    const device = await report(product, 'quiet', [{ value: 19 }]);
    const page = await pageOf(product, device, '?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');
    await page.locator('.chart-empty').filter({ hasText: 'Nothing was recorded' }).first().waitFor();
    await says(page.locator('main'), /19 ?°?.* (ago|just now)/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows no number of a sensor that has only ever said that it is missing', async () => {
    const product = await start();
    const device = await report(product, 'unplugged', [
      { value: -127, unit: '°C', timestamp: agoText(60_000) },
      { value: -127, unit: '°C' },
    ]);
    const page = await pageOf(product, device, '?range=1h');
    await page.getByText('missing').first().waitFor();
    await page.locator('.chart-empty').filter({ hasText: 'Nothing was recorded' }).first().waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/127/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it.each(['', 'sensors', 'devices', 'compare'])(
    'takes names for names on the page "%s", in whatever direction they are written',
    async (path) => {
      const product = await start();
      const name = '<img src=x onerror=alert(1)> חיישן';
      await report(product, name, [{ value: 20 }]);
      const page = await openPage(`${product.url}/${path}`, { width: 320, height: 640 });
      if (path === 'compare') await page.getByRole('combobox', { name: /series/i }).fill('img');
      await page.getByText('<img src=x').first().waitFor();
      expect(await page.locator('main img').count()).toBe(0);
      expect(await isNotWider(page)).toBe(true);
      expect(page.errors).toEqual([]);
    },
    60_000,
  );
});
