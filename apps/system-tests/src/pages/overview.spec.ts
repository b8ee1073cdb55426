import { afterAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { postJson } from '../http.js';
import { type Product, startStandalone } from '../product.js';
import { counts, isNotWider, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

const verdict = (page: Page): Locator => page.locator('.verdict');
const card = (page: Page, domain: string): Locator => page.locator(`[data-domain="${domain}"]`);

/** A heat pump that heats: its registers as a Thermia says them through a Husdata gateway. */
const heating: Readonly<Record<string, string>> = {
  '0001': '30.5', // radiator return
  '0002': '34.5', // radiator forward
  '0005': '3.5', // brine in
  '0006': '1.5', // brine out
  '0007': '-4.2', // outdoors
  '0009': '48.9', // hot water
  '1A01': '1', // compressor
};

const gas = (...sensors: { type: string; val: number }[]) => ({ pct: 84, id: 'handheld', sensors });
const changeDevice = (product: Product, device: string, settings: object): Promise<Response> =>
  fetch(`${product.url}/api/v1/devices/${encodeURIComponent(device)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });

describe('the overview', () => {
  it('welcomes with lines that work as they are, and shows the first device as soon as it speaks', async () => {
    const product = await start();
    const page = await openPage(product.url, { width: 320, height: 640 });
    const welcome = page.locator('.welcome');
    await says(welcome, /Nothing is connected yet.* mosquitto_pub .*batteries\/rack_1\/state.*curl /);
    await counts(welcome.getByRole('button', { name: 'Copy' }), 5);
    expect(await isNotWider(page)).toBe(true);
    await expectAccessible(page);
    const battery = await product.battery('rack_1');
    await battery.publish('batteries/rack_1/state', { socPct: 64, activePowerW: -3_200 });
    await says(page.locator('.figure-battery'), /64\.0 ?%/);
    await says(page.locator('.figure-battery + .flow'), /^Charging 3\.20 ?kW/);
    await counts(welcome, 0);
    await says(card(page, 'gas'), /Not connected .*curl .*receive-json/);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows what each domain does, with words for directions, and leads to its page', async () => {
    const product = await start();
    const site = await product.battery('site');
    await site.publish('batteries/rack_1/state', { socPct: 64, activePowerW: 4_800, setpointW: 5_000 });
    await postJson(`${product.url}/sensor_data`, {
      device_id: 'ESP32_1',
      voltage: 3.71,
      current_ma: 150,
      temperature: 25.3,
    });
    await postJson(`${product.url}/receive-json`, gas({ type: 'CH4', val: 90 }, { type: 'CO', val: 12 }));
    for (const [register, value] of Object.entries(heating))
      await site.publish(`0004A3B1C2D3/HP/${register}`, value);
    await site.publish('sensors/attic/temperature', { value: 19.5, unit: '°C' });
    const page = await openPage(product.url, { width: 1440, height: 900 });
    await says(verdict(page), /^All is well Devices 5 of 5 report Services 5 of 5 work Quarantine empty$/);
    await says(page.locator('.figure-battery + .flow'), /^Discharging 4\.80 ?kW/);
    await says(page.locator('.figure-pump'), /COP ?4\.0 heats · estimated/);
    await says(page.locator('.outdoors'), /-4\.2 ?°C/);
    await says(
      page.locator('.house'),
      /Hot water 48\.9 ?°C Air not calibrated CH4 90 ?ppm Low Cell 3\.71 ?V/,
    );
    await says(page.locator('.ground'), /Brine in 3\.5 ?°C Brine out 1\.5 ?°C/);
    await says(card(page, 'battery'), /Online Setpoint discharging 5\.00 ?kW/);
    await says(card(page, 'gas'), /CH4 Low 90 ?ppm CO Safe 12 ?ppm/);
    await says(card(page, 'sensors'), /19\.5 ?°C/);
    await says(card(page, 'system'), /Services 5 of 5 work History up to date Quarantine empty/);
    await expectAccessible(page);
    await card(page, 'heat-pump').getByRole('link', { name: 'Heat pump' }).click();
    await page.waitForURL(`${product.url}/heat-pump`);
    await page.goBack();
    await says(verdict(page), /All is well/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says first what is wrong: who is gone, which limit is passed, what was refused', async () => {
    const product = await start();
    const site = await product.battery('site');
    await site.publish('batteries/rack_1/state', { socPct: 64 });
    await postJson(`${product.url}/receive-json`, gas({ type: 'CO', val: 190 }));
    const page = await openPage(product.url);
    await says(
      verdict(page),
      /One thing needs a look .*Gas detector handheld CO 190 ?ppm · Danger · not calibrated/,
    );
    await changeDevice(product, 'gas:handheld', { calibration: 'calibrated', name: 'Boiler room' });
    await says(page.locator('.verdict-bad'), /Boiler room CO 190 ?ppm · Danger$/);
    await site.publish('batteries/rack_1/status', 'offline', { retain: true });
    await says(verdict(page), /2 things need a look .*Boiler room .*Battery rack_1 offline/);
    await site.publish('batteries/rack_1/state', 'no JSON');
    await says(verdict(page), /3 things need a look .*One message refused/);
    const events = page.locator('.events');
    await says(events, /One message refused/);
    await says(events, /Battery rack_1 \S+ went offline/);
    await expectAccessible(page);
    await page
      .getByRole('link', { name: /One message refused/ })
      .first()
      .click();
    await page.waitForURL(`${product.url}/quarantine`);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('knows the commands of before it was opened, and those that come', async () => {
    const product = await start();
    await postJson(`${product.url}/charge`, { charge: 4 });
    const page = await openPage(product.url);
    const events = page.locator('.events');
    await says(events, /Charge 4\.00 ?kW/);
    await postJson(`${product.url}/discharge`, { discharge: 2, unit: 'kW' });
    await says(events, /What happened Discharge 2\.00 ?kW \S+ commanded · by \S+ .*Charge 4\.00 ?kW/);
    await counts(events.getByText('Charge 4.00 kW', { exact: true }), 1);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('takes nothing for alive once the connection is gone', async () => {
    const product = await start();
    const battery = await product.battery('rack_1');
    await battery.publish('batteries/rack_1/state', { socPct: 64, activePowerW: -3_200 });
    const page = await openPage(product.url);
    await says(verdict(page), /All is well/);
    await product.stop('SIGTERM');
    await says(verdict(page), /^No connection/);
    await says(page.locator('.figure-battery'), /64\.0 ?% (.* ago|just now)/);
    await counts(page.locator('.flow-dots'), 0);
    await counts(page.locator('.overview .is-fresh [data-metric]'), 0);
    await expectAccessible(page);
  }, 60_000);

  it('names silent devices first in each card, with their age and the way to them', async () => {
    const product = await start();
    const site = await product.battery('site');
    for (const place of ['attic', 'bath', 'cellar', 'den', 'hall'])
      await site.publish(`sensors/${place}/temperature`, { value: 20.5, unit: '°C' });
    for (const rack of ['rack_1', 'rack_2']) await site.publish(`batteries/${rack}/state`, { socPct: 64 });
    const page = await openPage(product.url, { width: 1440, height: 900 });
    const first = (domain: string): Locator => card(page, domain).locator('.row').first();
    await says(first('sensors'), /^attic · Temperature 20\.5 ?°C$/);
    await says(first('battery'), /^rack_1/);
    await site.publish('tele/yard/SENSOR', { AM2301: { Temperature: 3.5 }, TempUnit: 'C' });
    await site.publish('tele/yard/LWT', 'Offline', { retain: true });
    await site.publish('batteries/rack_2/status', 'offline', { retain: true });
    await says(first('sensors'), /^yard · AM2301 (\d+ ?s|just now) 3\.5 ?°C$/);
    await says(first('battery'), /^rack_2/);
    await says(card(page, 'sensors'), /5 of 6 report/);
    await expectAccessible(page);
    await first('sensors').getByRole('link', { name: 'yard' }).click();
    await page.waitForURL(/\/sensors\/sensor%3A/);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('the way from page to page', () => {
  it('is under the thumb on a phone: four pages, and a menu with all that closes when one is chosen', async () => {
    const product = await start();
    const page = await openPage(product.url, { width: 375, height: 700 });
    const foot = page.getByRole('navigation', { name: 'Most used' });
    await foot.getByRole('link', { name: 'Gas' }).click();
    await page.waitForURL(`${product.url}/gas`);
    await page.getByRole('heading', { name: 'Gas', level: 1 }).waitFor();
    await says(foot.locator('[aria-current="page"]'), /^Gas$/);
    await foot.getByRole('button', { name: 'Menu' }).click();
    const menu = page.getByRole('navigation', { name: 'Main' });
    await expectAccessible(page);
    await menu.getByRole('link', { name: 'Sensors' }).click();
    await page.waitForURL(`${product.url}/sensors`);
    await menu.waitFor({ state: 'hidden' });
    expect(page.errors).toEqual([]);
  }, 60_000);

  it.each([800, 1280, 2560])(
    'stands beside the page on a screen of %d',
    async (width) => {
      const product = await start();
      const page = await openPage(product.url, { width, height: 1_000 });
      const menu = page.getByRole('navigation', { name: 'Main' });
      await menu.getByRole('link', { name: 'Quarantine' }).click();
      await page.waitForURL(`${product.url}/quarantine`);
      await says(menu.locator('[aria-current="page"]'), /^Quarantine$/);
      expect(await isNotWider(page)).toBe(true);
      expect(page.errors).toEqual([]);
    },
    60_000,
  );
});
