import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { coils, husdata, type Said, saidByPumps } from '../heat-pump-messages.js';
import { getJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import { counts, says as saysText } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

/** Says it through the broker, and waits until it is recorded. */
async function says(product: Product, said: Said, device: string): Promise<void> {
  const gateway = await product.battery(device);
  for (const [topic, payload] of said) await gateway.publish(topic, payload);
  await eventually(async () => {
    const { body } = await getJson(`${product.url}/api/v1/devices/${device}/heat-pump`);
    expect(body).toMatchObject({ charts: { cop: { mean: expect.any(Number) } } });
  });
}

const [thermia, ivt] = saidByPumps.map(([, , said]) => said) as [Said, Said];
const husdataPump = 'heat-pump:0004A3B1C2D3';

const text = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText();
const card = (page: Page, title: string) =>
  page.locator('.chart-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** The rows of a chart's table, the way to its numbers for who cannot see it. */
async function rowsOf(page: Page, title: string): Promise<string[]> {
  await card(page, title).getByRole('button', { name: 'Show as table' }).click();
  return card(page, title).locator('tbody tr').allInnerTexts();
}

describe('the page of a heat pump', () => {
  it.each([
    [0, 'Thermia', husdataPump, '2.08 kW'],
    [1, 'IVT', husdataPump, '2.08 kW'],
    [2, 'NIBE', husdataPump, '1.98 kW'],
    [3, 'NIBE', 'heat-pump:nibe', '2.08 kW'],
    [4, 'Thermia', 'heat-pump:ThermIQ-mqtt', undefined],
  ])(
    'shows what is said in dialect %d, of a %s',
    async (dialect, brand, device, power) => {
      const product = await start();
      await says(product, saidByPumps[dialect]![2], device);
      const page = await openPage(`${product.url}/heat-pump`);
      await page.locator('.badge-brand').filter({ hasText: brand }).waitFor();
      expect(await text(page, '[data-kpi="indoor_temp"]')).toMatch(/^21\.2\s*°C$/);
      expect(await text(page, '[data-kpi="hot_water_top"]')).toMatch(/^48\s*°C$/);
      await eventually(async () => {
        expect(await text(page, '[data-kpi="cop"]')).toMatch(/^[345]\.\d\d$/);
        expect(await text(page, '[data-kpi="runtime"]')).toMatch(/^100\s*%$/);
      });
      expect(await text(page, '[data-state="compressor_status"]')).toBe('running');
      expect(await text(page, '[data-state="switch_valve_status"]')).toBe('the house');
      if (power)
        expect((await text(page, '[data-state="power_consumption"]')).replace(/\s/g, ' ')).toBe(power);
      else expect(await page.locator('[data-state="power_consumption"]').count()).toBe(0);
      expect(await rowsOf(page, 'Temperatures')).toHaveLength(1);
      expect((await rowsOf(page, 'Energy flow')).join(' ')).toMatch(/Ground\s+Heat pump\s+[67]\d/);
      expect(await page.locator('.chart-card .chart-empty').count()).toBe(0);
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
    await says(product, [...nibe, ...coils({ 43084: '0.0', 40072: '18' })], 'heat-pump:nibe');
    const page = await openPage(`${product.url}/heat-pump`);
    const kpi = page.locator('.pump-kpi-cop');
    await saysText(kpi, /^Mean COP 4\.30 Last 24 hours · measured$/);
    await card(page, 'COP (measured)').waitFor();
    await page.getByText(/^Measured as heat over electricity/).waitFor();
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('tells an alarm with what its code means, and when it has gone', async () => {
    const product = await start();
    await says(product, [...ivt, ...husdata({ '1A20': '1', BA91: '15' })], husdataPump);
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
    await says(product, thermia, husdataPump);
    const other = husdata({ '0007': '-9.5', '0008': '19.4', '1A01': '0' }, '0004A3B1C2FF');
    for (const [topic, payload] of other) await (await product.battery('x')).publish(topic, payload);
    const page = await openPage(`${product.url}/heat-pump/0004A3B1C2D3`);
    await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: '0004A3B1C2FF' });
    await page.locator('[data-kpi="indoor_temp"]').filter({ hasText: '19.4' }).waitFor();
    expect(await text(page, '[data-state="compressor_status"]')).toBe('at rest');
    await page.getByText('none in this range').waitFor();
    await card(page, 'Energy flow').getByText('the flows are not known').waitFor();
    await page.getByRole('radio', { name: '7 d' }).check();
    await eventually(() => expect(page.url()).toBe(`${product.url}/heat-pump/0004A3B1C2FF?range=7d`));
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says once that the history cannot be read, keeps what lives, and tries again', async () => {
    const product = await start();
    await says(product, thermia, husdataPump);
    const page = await openPage(`${product.url}/heat-pump`);
    const isOurs = (url: URL): boolean =>
      url.pathname.endsWith('/heat-pump') && url.pathname.includes('/api/');
    await page.route(isOurs, (route) => route.fulfill({ status: 503, json: { error: 'The store is away' } }));
    await page.getByRole('radio', { name: '6 h' }).check();
    await page.getByRole('alert').filter({ hasText: 'The store is away' }).waitFor();
    await counts(page.getByRole('alert').filter({ hasText: 'away' }), 1);
    expect(await text(page, '[data-kpi="indoor_temp"]')).toContain('21.2');
    await page.unroute(isOurs);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').filter({ hasText: 'away' }).waitFor({ state: 'detached' });
    await page.locator('[data-kpi="cop"]').filter({ hasText: /\d/ }).waitFor();
  }, 60_000);

  it('is for everybody: by key and reader, in both themes, on a small phone', async () => {
    const product = await start();
    await says(product, thermia, husdataPump);
    const page = await openPage(`${product.url}/heat-pump`, { width: 320, height: 640 });
    await card(page, 'Hot water').locator('canvas').waitFor();
    await rowsOf(page, 'Power');
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('tells how to connect the first one, and shows it as soon as it speaks', async () => {
    const product = await start();
    const page = await openPage(`${product.url}/heat-pump`, { width: 320, height: 640 });
    await page.getByText(/mosquitto_pub .*\/HP\/0007/).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await says(product, thermia, husdataPump);
    await page.locator('[data-kpi="indoor_temp"]').filter({ hasText: '21.2' }).waitFor();
    expect(page.errors).toEqual([]);
  }, 60_000);
});
