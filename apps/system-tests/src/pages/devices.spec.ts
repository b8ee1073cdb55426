import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { getJson, postJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import { becomes, counts, isNotWider, lists, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

const rowOf = (page: Page, device: string): Locator => page.locator(`.device-row[data-device="${device}"]`);
const namesOf = (page: Page): Locator => page.locator('.device-row a');

const aCell = { device_id: 'ESP32_07', voltage: 3.7, current_ma: 150.5, temperature: 25.3 };
const aDetector = { pct: 90, id: 'handheld', ts: 3600, sensors: [{ type: 'CO', val: 12 }] };

/** A cell, a gas detector and a sensor have spoken. */
async function startWithThree() {
  const product = await start();
  const gateway = await product.battery('gateway');
  await postJson(`${product.url}/sensor_data`, aCell);
  await postJson(`${product.url}/receive-json`, aDetector);
  await gateway.publish('sensors/north/temperature', { value: -127, unit: '°C', location: 'Cellar' });
  return { product, gateway };
}

describe('the registry of devices', () => {
  it('has all kinds with their state, rhythm, place and quality, and finds them', async () => {
    const { product } = await startWithThree();
    const page = await openPage(`${product.url}/devices`);
    await says(rowOf(page, 'cell:ESP32_07'), /^ESP32_07 Cell Online heard .* values none doubtful$/);
    await says(rowOf(page, 'sensor:north'), /Sensor Online .* sensors Cellar one value 1 missing$/);
    await says(page.locator('.list-count'), /^3 of 3 devices$/);
    await lists(namesOf(page), ['ESP32_07', 'handheld', 'north']);
    await expectAccessible(page);
    await page.getByLabel('Kind').selectOption('Gas detector');
    await lists(namesOf(page), ['handheld']);
    await page.waitForURL(`${product.url}/devices?kind=gas`);
    await page.getByLabel('State').selectOption('Offline');
    await page.getByText('No device fits.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('searchbox').fill('CELLAR');
    await says(page.locator('.list-count'), /^1 of 3 devices$/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('takes names, groups and places, and ignores what is to be ignored', async () => {
    const { product } = await startWithThree();
    const page = await openPage(`${product.url}/devices/sensor%3Anorth`);
    const save = page.getByRole('button', { name: 'Save' });
    await says(
      page.locator('.facts'),
      /Id sensor:north Dialect sensors .* Quality 1 missing of 1 value in 1 hr/,
    );
    await says(page.locator('.messages li').first(), /mqtt:sensors\/north\/temperature \{"value":-127,/);
    await expectAccessible(page);
    await becomes(() => save.isDisabled(), true);
    await page.getByLabel('Name').fill('<b>Nord</b> עברית');
    await page.getByLabel('Group').fill('Climate');
    await page.getByLabel('Place').fill('');
    await save.click();
    await page.getByRole('heading', { level: 1, name: '<b>Nord</b> עברית' }).waitFor();
    await page.getByText('Saved').waitFor();
    await becomes(() => page.getByLabel('Place').inputValue(), 'Cellar'); // its own word
    await page.getByLabel('Ignore this device').check();
    await save.click();
    await page.getByRole('link', { name: 'All devices' }).click();
    await says(rowOf(page, 'sensor:north'), /^<b>Nord<\/b> עברית Sensor Ignored .* Climate/);
    await page.getByLabel('Group').selectOption('Climate');
    await page.getByLabel('State').selectOption('Ignored');
    await lists(namesOf(page), ['<b>Nord</b> עברית']);
    await eventually(async () => {
      const { body } = await getJson(`${product.url}/api/v1/devices/sensor%3Anorth`);
      expect(body).toMatchObject({ name: '<b>Nord</b> עברית', group: 'Climate', isIgnored: true });
    }, patience);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('knows whether a detector is calibrated, and takes the word for it', async () => {
    const { product } = await startWithThree();
    const page = await openPage(`${product.url}/devices/gas%3Ahandheld`);
    const calibration = page.getByLabel('Calibration');
    const save = page.getByRole('button', { name: 'Save' });
    await says(page.locator('.facts'), /Calibration Not calibrated: its values are estimates$/);
    await becomes(() => calibration.inputValue(), 'uncalibrated');
    await calibration.selectOption('Calibrated');
    await page.getByLabel('Calibrated on').fill('2099-03-12');
    await page.getByText('This day has not come yet').waitFor();
    await becomes(() => save.isDisabled(), true);
    await page.getByLabel('Calibrated on').fill('2025-06-12');
    await page.getByLabel('By whom, or a note').fill('J. Berg');
    await save.click();
    await page.getByText('Saved').waitFor();
    await says(page.locator('.facts'), /Calibration Calibrated 12 Jun 2025 J\. Berg$/);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Show values' }).click();
    await page.locator('[data-calibration="calibrated"]').first().waitFor();
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says why a change was refused', async () => {
    const { product } = await startWithThree();
    const page = await openPage(`${product.url}/devices/sensor%3Anorth`);
    await page.getByLabel('Name').fill('Nord');
    await page.route('**/api/v1/devices/**', (route) =>
      route.fulfill({
        status: 503,
        json: { error: 'The registry did not answer', code: 'registry.unavailable' },
      }),
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nothing was changed: The registry did not answer').waitFor();
    await becomes(() => page.getByLabel('Name').inputValue(), 'Nord');
  }, 60_000);

  it('forgets a device after a question, until it speaks again', async () => {
    const { product, gateway } = await startWithThree();
    const page = await openPage(`${product.url}/devices/sensor%3Anorth`);
    const forget = page.getByRole('button', { name: 'Forget this device' });
    await forget.click();
    const dialog = page.getByRole('dialog', { name: 'Forget north?' });
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await becomes(() => page.evaluate('document.activeElement.textContent'), 'Forget this device');
    await forget.click();
    await dialog.getByRole('button', { name: 'Forget', exact: true }).click();
    await says(page.locator('.list-count'), /^2 of 2 devices$/);
    await gateway.publish('sensors/north/temperature', { value: 20, unit: '°C' });
    await rowOf(page, 'sensor:north').waitFor();
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('fits a small phone with 500 devices, and tells how to connect the first', async () => {
    const product = await start();
    const page = await openPage(`${product.url}/devices`, { width: 320, height: 640, colorScheme: 'dark' });
    await page.getByText(/mosquitto_pub .*sensors\//).waitFor();
    expect(await isNotWider(page)).toBe(true);
    const gateway = await product.battery('gateway');
    const ids = Array.from({ length: 500 }, (_, i) => `a probe with a rather long name, number ${i}`);
    await Promise.all(
      ids.map((id) => gateway.publish('sensors/x/temperature', { sensor_id: id, value: 1, unit: '°C' })),
    );
    await says(page.locator('.list-count'), /^500 of 500 devices$/);
    await counts(page.locator('.device-row'), 100);
    await page.getByRole('searchbox').fill('number 499');
    await says(page.locator('.list-count'), /^1 of 500 devices$/);
    expect(await isNotWider(page)).toBe(true);
    await expectAccessible(page);
    await page.locator('.device-row a').click();
    await page.locator('.messages li').waitFor();
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 90_000);
});
