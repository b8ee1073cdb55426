import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { getJson, postJson } from '../http.js';
import { inBothModes, type Product, startStandalone } from '../product.js';
import { attributeSays, counts, isNotWider, lists, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

const aReading = {
  device_id: 'ESP32_07',
  voltage: 3.7,
  current_ma: 150.5,
  power_mw: 556.85,
  temperature: 25.3,
  acs_current_a: 0.155,
  wifi_rssi: -45,
};

async function post({ url }: Product, over: Partial<typeof aReading> = {}): Promise<void> {
  expect(await postJson(`${url}/sensor_data`, { ...aReading, ...over })).toMatchObject({ status: 200 });
}

const tile = (page: Page, metric: string): Locator =>
  page.locator('.tile').filter({ has: page.locator(`[data-metric="${metric}"]`) });

inBothModes('the page of cells', (startIn) => {
  it('tells how to connect the first one, and shows it as soon as it speaks', async () => {
    const product = await startIn({ DEMO: 'off' });
    const page = await openPage(`${product.url}/devices/cell`, {
      width: 320,
      height: 640,
      colorScheme: 'dark',
    });
    await page.getByText(/curl .*\/sensor_data/).waitFor();
    const name = '<img src=x onerror=alert(1)> עברית';
    await post(product, { device_id: name });
    await says(tile(page, 'currentA'), /^Current 0\.1505 ?A/);
    await page.locator('.page-head').filter({ hasText: name }).filter({ hasText: 'Online' }).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('the page of cells', () => {
  it('has six tiles, two gauges with the bands of the settings, and says what is beyond a threshold', async () => {
    const product = await start();
    await post(product);
    const page = await openPage(`${product.url}/cell`);
    await says(tile(page, 'voltageV'), /^Voltage 3\.700 ?V (just now|\d+ sec ago)$/);
    await says(tile(page, 'powerW'), /^Power Warning: above 0\.500 ?W 0\.557 ?W/);
    await says(tile(page, 'temperatureC'), /^Temperature 25\.3 ?°C/);
    await says(tile(page, 'acsCurrentA'), /^ACS current 0\.155 ?A/);
    await says(tile(page, 'wifiRssiDbm'), /^Wi-Fi -45 ?dBm excellent/);
    await counts(page.getByRole('img', { name: '4 of 4 bars' }), 1);
    const gauge = page.getByRole('meter', { name: 'Temperature' });
    await attributeSays(gauge, 'aria-valuetext', /^25\.3 °C, elevated$/);
    await counts(page.getByRole('meter'), 2);
    await post(product, { temperature: 41.2, wifi_rssi: -95 });
    await says(tile(page, 'temperatureC'), /^Temperature Critical: above 40\.0 ?°C 41\.2 ?°C/);
    await says(tile(page, 'wifiRssiDbm'), /-95 ?dBm unusable/);
    await attributeSays(gauge, 'aria-valuetext', /^41\.2 °C, critical$/);
    await post(product, { voltage: 0, current_ma: 0, power_mw: 0 });
    await says(tile(page, 'voltageV'), /^Voltage ‒\.‒‒ ?V .*· missing$/);
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
    await product.stop('SIGTERM');
    await says(tile(page, 'temperatureC'), /stale/);
  }, 60_000);

  it('sets thresholds, which go before those of the settings', async () => {
    const product = await start();
    await post(product, { temperature: 35 });
    const page = await openPage(`${product.url}/cell/ESP32_07`);
    await says(tile(page, 'temperatureC'), /Warning: above 30\.0 ?°C/);
    await page.getByRole('button', { name: 'Thresholds' }).click();
    const limits = page.locator('[data-threshold="temperatureC"]');
    await limits.getByLabel('Warning above').fill('20');
    await limits.getByLabel('Critical above').fill('33.5');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await says(tile(page, 'temperatureC'), /Critical: above 33\.5 ?°C/);
    await eventually(async () => {
      const { body } = await getJson(`${product.url}/api/v1/devices/cell%3AESP32_07`);
      expect(body).toMatchObject({ thresholds: { temperatureC: { warningAbove: 20, criticalAbove: 33.5 } } });
    }, patience);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows what was measured: four charts, statistics, and the newest rows', async () => {
    const product = await start();
    for (const voltage of [3.6, 3.7, 3.9]) await post(product, { voltage });
    const page = await openPage(`${product.url}/cell`);
    await says(page.locator('[data-statistics="voltageV"]'), /^Voltage V 3\.900 3\.600 3\.733 3$/);
    const rows = page.locator('.raw tbody tr');
    await counts(rows, 3);
    await says(rows.first(), /3\.900 0\.1505 .* -45$/);
    const titles = page.locator('.chart-card h2');
    await lists(titles, ['Voltage', 'Current', 'Power', 'Temperature']);
    const voltage = page.locator('.chart-card').filter({ hasText: 'Voltage' });
    await voltage.getByRole('button', { name: 'Show as table' }).click();
    await voltage.locator('tbody tr').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Refresh').selectOption('off');
    await post(product, { voltage: 4.1 });
    await says(tile(page, 'voltageV'), /4\.100/);
    await counts(rows, 3);
    await page.getByRole('button', { name: 'Read again now' }).click();
    await counts(rows, 4);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows one of several, by its address or by choice, and says so of one that is not there', async () => {
    const product = await start();
    await post(product, { device_id: 'one', temperature: 11 });
    await post(product, { device_id: 'two', temperature: 12 });
    const page = await openPage(`${product.url}/cell/two`);
    await says(tile(page, 'temperatureC'), /12\.0 ?°C/);
    await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: 'one' });
    await says(tile(page, 'temperatureC'), /11\.0 ?°C/);
    await page.waitForURL(`${product.url}/cell/one`);
    await page.goto(`${product.url}/cell/three`);
    await page.getByText('There is no device called three.').waitFor();
    await counts(page.locator('.tile'), 0);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
