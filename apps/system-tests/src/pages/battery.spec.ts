import { afterAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { postJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import { becomes, counts, isNotWider, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

/** Whether this page has had its answer: dashes stand there before it too. The page of before a reload does not count. */
const hasRead = `performance.getEntriesByType('resource').some(({ name }) => /statistics.*charge/.test(name))`;

const metric = (page: Page, name: string): Locator => page.locator(`[data-metric="${name}"]`);

describe('the page of a battery', () => {
  it('says its direction in a word, its limits, health and energy, and what it said in the last 30 s', async () => {
    const product = await start();
    const battery = await product.battery('cellar');
    const report = (over: object): Promise<void> =>
      battery.publish('batteries/cellar/state', {
        socPct: 64,
        activePowerW: -3_200,
        voltageV: 402,
        currentA: -8,
        temperatureC: 24,
        ...over,
      });
    await report({ chargeLimitW: 5_000, sohPct: 97.5, energyInWh: 1_250_000 });
    const page = await openPage(`${product.url}/battery`);
    await says(page.locator('.direction').first(), /^Charging$/);
    await says(metric(page, 'activePowerW'), /^3\.20 ?kW$/);
    await says(metric(page, 'chargeLimitW'), /^5\.00 ?kW$/);
    await says(metric(page, 'sohPct'), /^97\.5 ?%$/);
    await says(metric(page, 'energyInWh'), /^1\.25 ?MWh$/);
    await counts(metric(page, 'dischargeLimitW'), 0);
    const recent = page.locator('.recent tbody tr');
    await says(recent.first(), /3\.200 charging .* 8\.00 charging 24\.00$/);
    await report({ activePowerW: 6_000, currentA: 15 });
    await says(page.locator('.direction').first(), /^Discharging$/);
    await says(recent.first(), /6\.000 discharging .* 15\.00 discharging 24\.00$/);
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
    await product.stop('SIGTERM');
    await says(page.locator('.power-reading'), /stale/);
    await says(page.locator('.recent'), /as they were last heard/);
  }, 60_000);

  it('shows what was commanded as lines or bars, as figures, as rows and as a table', async () => {
    const product = await start();
    for (const [path, kW] of [
      ['charge', 4],
      ['charge', 8],
      ['discharge', 2],
    ] as const)
      await postJson(`${product.url}/${path}`, { [path]: kW });
    const page = await openPage(`${product.url}/battery`);
    await says(page.locator('[data-statistics="charge"]'), /^Charge kW 8\.000 4\.000 6\.000 2$/);
    await says(page.locator('[data-statistics="discharge"]'), /^Discharge kW 2\.000 2\.000 2\.000 1$/);
    await says(page.locator('.raw tbody'), /2\.000 .*8\.000 .*4\.000/);
    const chart = page.locator('.chart-card').filter({ hasText: 'Commanded and measured power' });
    await chart.locator('canvas').waitFor();
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await says(chart.locator('tbody'), /2,000 .*8,000 .*4,000/);
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Bars' }).check();
    await chart.locator('canvas').waitFor();
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('goes on drawing when the first command gives both halves of its chart the same unit', async () => {
    const product = await start();
    const battery = await product.battery('cellar');
    await battery.publish('batteries/cellar/state', { socPct: 64, activePowerW: -3_200 });
    const page = await openPage(`${product.url}/battery`);
    const chart = page.locator('.chart-card').filter({ hasText: 'Commanded and measured power' });
    await chart.locator('[data-ready="true"]').waitFor();
    await postJson(`${product.url}/charge`, { charge: 4 });
    await says(page.locator('[data-statistics="charge"]'), /^Charge kW 4\.000 4\.000 4\.000 1$/);
    await battery.publish('batteries/cellar/state', { socPct: 65, activePowerW: -4_000 });
    await says(metric(page, 'activePowerW'), /^4\.00 ?kW$/);
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await says(chart.locator('tbody'), /4,000/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('reads its history again by itself, every 10 s or by hand, and remembers which', async () => {
    const product = await start();
    const page = await openPage(`${product.url}/battery`);
    const mode = page.getByLabel('Refresh');
    await becomes(() => mode.inputValue(), 'auto');
    await mode.selectOption('off');
    await page.reload();
    await becomes(() => page.evaluate(hasRead), true);
    await becomes(() => mode.inputValue(), 'off');
    const charge = page.locator('[data-statistics="charge"]');
    await says(charge, /^Charge kW — — — —$/);
    await postJson(`${product.url}/charge`, { charge: 4 });
    await says(metric(page, 'charge'), /4\.00 ?kW/);
    await says(charge, /^Charge kW — — — —$/);
    await page.getByRole('button', { name: 'Read again now' }).click();
    await says(charge, /^Charge kW 4\.000 .* 1$/);
    await mode.selectOption('10s');
    await postJson(`${product.url}/charge`, { charge: 6 });
    await says(charge, /^Charge kW 6\.000 .* 2$/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows one of several, by its address or by choice', async () => {
    const product = await start();
    const battery = await product.battery('cellar');
    await battery.publish('batteries/cellar/state', { voltageV: 402 });
    await battery.publish('batteries/attic/state', { voltageV: 51.8 });
    const page = await openPage(`${product.url}/battery/cellar`);
    await says(metric(page, 'voltageV'), /^402 ?V$/);
    await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: 'attic' });
    await says(metric(page, 'voltageV'), /^51\.8 ?V$/);
    await page.waitForURL(`${product.url}/battery/attic`);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('tells on a small phone that none has reported, and can command all the same', async () => {
    const product = await start();
    const witness = await product.observer('battery/#');
    const page = await openPage(`${product.url}/battery`, { width: 320, height: 640, colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'No battery has reported yet' }).waitFor();
    expect(await isNotWider(page)).toBe(true);
    await expectAccessible(page);
    await page.getByText(/mosquitto_pub .*batteries\/rack_1\/state/).waitFor();
    await page.fill('#command-power', '4');
    await page.press('#command-power', 'Enter');
    expect(JSON.parse((await witness.sees(() => true)).text)).toMatchObject({ charge: 4, unit: 'kW' });
    await page.getByText('charge set to: 4 kW').waitFor();
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
