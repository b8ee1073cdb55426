import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { coils, husdata, type Said, saidByPumps } from '../heat-pump-messages.js';
import { getJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import { counts, isNotWider, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

/** Says it through the broker, and waits until it is recorded. */
async function report(product: Product, said: Said, device: string): Promise<void> {
  const gateway = await product.battery(device);
  for (const [topic, payload] of said) await gateway.publish(topic, payload);
  await eventually(async () => {
    const { body } = await getJson(`${product.url}/api/v1/devices/${device}/heat-pump`);
    expect(body).toMatchObject({ charts: { cop: { mean: expect.any(Number) } } });
  }, patience);
}

const [thermia, ivt] = saidByPumps.map(([, , said]) => said) as [Said, Said];
const husdataPump = 'heat-pump:0004A3B1C2D3';

const kpi = (page: Page, name: string) => page.locator(`[data-kpi="${name}"]`);
const state = (page: Page, name: string) => page.locator(`[data-state="${name}"]`);
const card = (page: Page, title: string) =>
  page.locator('.chart-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** A chart's table, the way to its numbers for who cannot see it. */
async function tableOf(page: Page, title: string): Promise<Locator> {
  await card(page, title).getByRole('button', { name: 'Show as table' }).click();
  return card(page, title).locator('tbody');
}

describe('the page of a heat pump', () => {
  it.each([
    [0, 'Thermia', husdataPump, /^2\.08 kW$/],
    [1, 'IVT', husdataPump, /^2\.08 kW$/],
    [2, 'NIBE', husdataPump, /^1\.98 kW$/],
    [3, 'NIBE', 'heat-pump:nibe', /^2\.08 kW$/],
    [4, 'Thermia', 'heat-pump:ThermIQ-mqtt', undefined],
  ])(
    'shows what is said in dialect %d, of a %s',
    async (dialect, brand, device, power) => {
      const product = await start();
      await report(product, saidByPumps[dialect]![2], device);
      const page = await openPage(`${product.url}/heat-pump`);
      await page.locator('.badge-brand').filter({ hasText: brand }).waitFor();
      await says(kpi(page, 'indoor_temp'), /^21\.2 ?°C$/);
      await says(kpi(page, 'hot_water_top'), /^48 ?°C$/);
      await says(kpi(page, 'cop'), /^[345]\.\d\d$/);
      await says(kpi(page, 'runtime'), /^100 ?%$/);
      await says(state(page, 'outdoor_temp'), /^-4(\.\d)? °C$/);
      await says(state(page, 'compressor_status'), /^running$/);
      await says(state(page, 'switch_valve_status'), /^the house$/);
      if (power) await says(state(page, 'power_consumption'), power);
      else await counts(state(page, 'power_consumption'), 0);
      await says(await tableOf(page, 'Temperatures'), /21\.2/);
      await says(await tableOf(page, 'Energy flow'), /Ground Heat pump [67]\d/);
      await counts(page.locator('.chart-card .chart-empty'), 0);
      await counts(page.locator('.chart-card canvas'), 7);
      await page.getByRole('img', { name: /of the heat comes free of charge from the ground/ }).waitFor();
      expect(page.errors).toEqual([]);
    },
    60_000,
  );

  it('shows the COP that is measured where the pump says flow and power, and says so', async () => {
    const product = await start();
    const [, , nibe] = saidByPumps[3]!;
    // 18 l/min that leave 7.2 K are 8.95 kW of heat, for 2.08 kW; the heater is off.
    await report(product, [...nibe, ...coils({ 43084: '0.0', 40072: '18' })], 'heat-pump:nibe');
    const page = await openPage(`${product.url}/heat-pump`);
    await says(page.locator('.pump-kpi-cop'), /^Mean COP 4\.30 Last 24 hours · measured$/);
    await card(page, 'COP (measured)').waitFor();
    await page.getByText(/^Measured as heat over electricity/).waitFor();
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('tells an alarm with what its code means, and when it has gone', async () => {
    const product = await start();
    await report(product, [...ivt, ...husdata({ '1A20': '1', BA91: '15' })], husdataPump);
    const page = await openPage(`${product.url}/heat-pump/0004A3B1C2D3`);
    await page.getByRole('alert').filter({ hasText: 'Alarm 15: high pressure switch' }).waitFor();
    await expectAccessible(page);
    const gateway = await product.battery('gateway');
    await gateway.publish('0004A3B1C2D3/HP/1A20', '0');
    await page.getByRole('alert').filter({ hasText: 'Alarm' }).waitFor({ state: 'detached' });
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows one of several, another when it is chosen, over the range that the address names', async () => {
    const product = await start();
    await report(product, thermia, husdataPump);
    const other = husdata({ '0007': '-9.5', '0008': '19.4', '1A01': '0' }, '0004A3B1C2FF');
    for (const [topic, payload] of other) await (await product.battery('x')).publish(topic, payload);
    const page = await openPage(`${product.url}/heat-pump/0004A3B1C2D3`);
    await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: '0004A3B1C2FF' });
    await says(kpi(page, 'indoor_temp'), /^19\.4 ?°C$/);
    await says(state(page, 'compressor_status'), /^at rest$/);
    await page.getByText('none in this range').waitFor();
    await card(page, 'Energy flow').getByText('the flows are not known').waitFor();
    await page.getByRole('radio', { name: '7 d' }).check();
    await page.waitForURL(`${product.url}/heat-pump/0004A3B1C2FF?range=7d`);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says once that the history cannot be read, keeps what lives, and tries again', async () => {
    const product = await start();
    await report(product, thermia, husdataPump);
    const page = await openPage(`${product.url}/heat-pump`);
    const isOurs = (url: URL): boolean =>
      url.pathname.endsWith('/heat-pump') && url.pathname.includes('/api/');
    await page.route(isOurs, (route) => route.fulfill({ status: 503, json: { error: 'The store is away' } }));
    await page.getByRole('radio', { name: '6 h' }).check();
    await page.getByRole('alert').filter({ hasText: 'The store is away' }).waitFor();
    await counts(page.getByRole('alert').filter({ hasText: 'away' }), 1);
    await says(kpi(page, 'indoor_temp'), /^21\.2 ?°C$/);
    await page.unroute(isOurs);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').filter({ hasText: 'away' }).waitFor({ state: 'detached' });
    await says(kpi(page, 'cop'), /\d/);
  }, 60_000);

  it('is for everybody: by key and reader, in both themes, on a small phone', async () => {
    const product = await start();
    await report(product, thermia, husdataPump);
    const page = await openPage(`${product.url}/heat-pump`, { width: 320, height: 640 });
    await card(page, 'Hot water').locator('canvas').waitFor();
    await (await tableOf(page, 'Power')).waitFor();
    await expectAccessible(page);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('tells how to connect the first one, and shows it as soon as it speaks', async () => {
    const product = await start();
    const page = await openPage(`${product.url}/heat-pump`, { width: 320, height: 640 });
    await page.getByText(/mosquitto_pub .*\/HP\/0007/).waitFor();
    await expectAccessible(page);
    expect(await isNotWider(page)).toBe(true);
    await report(product, thermia, husdataPump);
    await says(kpi(page, 'indoor_temp'), /^21\.2 ?°C$/);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
