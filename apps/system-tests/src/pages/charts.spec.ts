import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Download, Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { type Product, startStandalone } from '../product.js';
import { compared, importReadings, isDrawn, spike, windowsOf } from './chart-page.js';
import { counts, isNotWider, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

/** Drags from one part of the width of the plot to another. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = (await page.locator('.chart-plot').boundingBox())!;
  const [x, width, y] = [box.x + 70, box.width - 100, box.y + box.height / 2];
  await page.mouse.move(x + from * width, y);
  await page.mouse.down();
  await page.mouse.move(x + to * width, y, { steps: 4 });
  await page.mouse.up();
}

async function saved(page: Page, tool: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-tool="${tool}"]`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await pathOf(download)) };
}

const pathOf = (download: Download): Promise<string> => download.path();
const spoken = (page: Page) => page.locator('.chart-plot [aria-live="polite"]');
const numbersIn = (text: string): number[] => (text.match(/\d+(\.\d+)?/g) ?? []).map(Number);

/** Waits until this number is among what it says. */
const has = (where: Locator, number: number): Promise<void> =>
  eventually(async () => expect(numbersIn(await where.innerText())).toContain(number), patience);

describe('a chart', () => {
  it('looks closer where one drags: in the address, in finer windows, and back again', async () => {
    const product = await start();
    await importReadings(product);
    const page = await openPage('about:blank', { width: 1000 });
    const steps = windowsOf(page);
    await page.goto(product.url + compared('sensor:probe|temperatureC'));
    await isDrawn(page);
    await drag(page, 0.8, 0.9);
    await page.waitForURL(/[?&]from=/);
    const { searchParams } = new URL(page.url());
    const [fromMs, toMs] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''));
    expect(toMs! - fromMs!).toBeGreaterThan(1_500_000);
    expect(toMs! - fromMs!).toBeLessThan(3_000_000);
    expect(searchParams.get('series')).toBe('sensor:probe|temperatureC');
    await eventually(() => expect(steps.at(-1)).toBeLessThan(steps[0]!), patience);
    await page.locator('[data-tool="zoomOut"]').click();
    await page.waitForURL(/[?&]range=6h/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('has its numbers as a table, as CSV and as a picture, and no extreme is missing in them', async () => {
    const product = await start();
    await importReadings(product);
    const page = await openPage(product.url + compared('sensor:probe|temperatureC', '24h'));
    await isDrawn(page);
    await page.locator('[data-tool="table"]').click();
    const table = page.getByRole('region', { name: /as a table/ });
    await says(table.locator('thead'), /Time.*Temperature.*greatest/);
    await has(table.locator('tbody'), spike.value);
    const csv = await saved(page, 'csv');
    expect(csv.name).toMatch(/\.csv$/);
    const [head, ...rows] = csv.bytes.toString('utf8').trim().split('\r\n');
    expect(head).toMatch(/Time,.*greatest/);
    expect(rows.length).toBeGreaterThan(60);
    expect(Math.max(...rows.map((row) => Number(row.split(',').at(-1))))).toBe(spike.value);
    const png = await saved(page, 'png');
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.bytes.length).toBeGreaterThan(5_000);
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('is read with the arrow keys, and says each value aloud', async () => {
    const product = await start();
    await importReadings(product);
    const page = await openPage(product.url + compared('sensor:probe|temperatureC'));
    await isDrawn(page);
    await page.locator('.chart-plot').focus();
    await page.keyboard.press('ArrowLeft');
    await says(spoken(page), /Temperature · probe \d+(\.\d+)? °C/);
    const last = await spoken(page).innerText();
    await page.keyboard.press('Shift+ArrowLeft');
    await eventually(async () => expect(await spoken(page).innerText()).not.toBe(last), patience);
    await page.keyboard.press('+');
    await page.waitForURL(/[?&]from=/);
    await page.keyboard.press('Escape');
    await says(spoken(page), /^$/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('goes on with what devices say, on a phone, without a reload', async () => {
    const product = await start();
    const battery = await product.battery('cellar');
    await battery.publish('batteries/cellar/state', { voltageV: 51.8 });
    const path = compared('battery:cellar|voltageV', '1h');
    const page = await openPage(product.url + path, { width: 320, height: 640, colorScheme: 'dark' });
    await isDrawn(page);
    await page.locator('[data-tool="table"]').click();
    const rows = page.locator('.chart-table tbody');
    await has(rows, 51.8);
    const live = 49.25;
    await battery.publish('batteries/cellar/state', { voltageV: live });
    await eventually(async () => {
      const numbers = numbersIn(await rows.innerText()); // alone, or in one mean with the first
      expect(numbers.some((n) => n < 51.8 && n >= live)).toBe(true);
    }, patience);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('comparing', () => {
  it('adds series of any devices by search and keyboard, keeps them in the address, and takes them out', async () => {
    const product = await start();
    const battery = await product.battery('cellar');
    await battery.publish('batteries/cellar/state', { voltageV: 51.8, socPct: 40 });
    const page = await openPage(`${product.url}/compare`);
    await page.getByText('Choose what to compare.').waitFor();
    await expectAccessible(page);
    const search = page.getByRole('combobox', { name: /Add a series/ });
    await eventually(async () => {
      await search.fill('voltage cellar');
      await page.getByRole('option', { name: /Voltage/ }).waitFor({ timeout: 500 });
    }, patience);
    await search.press('Enter');
    await search.fill('charge');
    await page
      .getByRole('option', { name: /charge/i })
      .first()
      .waitFor();
    await search.press('ArrowDown');
    await search.press('ArrowUp');
    await search.press('Enter');
    await eventually(
      () => expect(new URL(page.url()).searchParams.get('series')).toMatch(/^battery:cellar\|voltageV,/),
      patience,
    );
    await isDrawn(page);
    await counts(page.locator('.compare-chip'), 2);
    await page.getByRole('button', { name: /Remove Voltage/ }).click();
    await counts(page.locator('.compare-chip'), 1);
    await page.waitForURL(({ searchParams }) => !searchParams.get('series')?.includes('voltageV'));
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
