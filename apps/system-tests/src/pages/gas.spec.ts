import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { getJson, patchJson, postJson } from '../http.js';
import { inBothModes, type Product, startStandalone } from '../product.js';
import { attributeSays, becomes, counts, isNotWider, lists, patience, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

type Body = Readonly<Record<string, unknown>>;
const co = (...ppm: readonly number[]) => ppm.map((val) => ({ type: 'CO', val }));

async function post({ url }: Product, body: Body): Promise<void> {
  expect(await postJson(`${url}/receive-json`, body)).toMatchObject({ status: 200 });
}

const standing = (page: Page, device: string) =>
  page.locator(`[data-device="gas:${device}"] [data-standing]`);
const shown = (page: Page) => page.locator('.gas-list h2');

inBothModes('the page of gas detectors', (startIn) => {
  it('tells how to connect the first, and shows it with its name as it is and several sensors of a gas apart', async () => {
    const product = await startIn({ DEMO: 'off' });
    const phone = { width: 320, height: 640, colorScheme: 'dark' } as const;
    const page = await openPage(`${product.url}/devices/gas`, phone);
    await page.getByText(/curl .*\/receive-json/).waitFor();
    const name = '<img src=x onerror=alert(1)> עברית';
    await post(product, { pct: 90, id: name, ts: 3600, sensors: co(12, 3_856) });
    await page.locator('.page-head').getByText(name).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await says(
      page.locator('.gas-rows'),
      /CO #1 Carbon monoxide 12 ?ppm Safe.* CO #2 Carbon monoxide 3,856 ?ppm Danger/,
    );
    await says(page.locator('[data-fact="battery"]'), /90 ?%/);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('the page of gas detectors', () => {
  it('follows what one says over MQTT: levels in words, other units, its alarm, its battery', async () => {
    const product = await start();
    const handheld = await product.battery('handheld');
    const report = (ppm: number, alarm: number, pct: number): Promise<void> =>
      handheld.publish(
        'gas/Kitchen/data',
        JSON.stringify({
          batt: { pct },
          sensors: [
            { type: 'CH4', val: ppm },
            { type: 'XYZ', val: 1e12 },
          ],
          temp: { val: 21.5, unit: 'C' },
          stat: { alarm, fault: 0 },
        }),
      );
    await report(80, 0, 78);
    const page = await openPage(`${product.url}/gas`);
    const methane = page.getByRole('meter', { name: 'CH4' });
    await attributeSays(methane, 'aria-valuetext', /^80\sppm, Safe$/);
    await standing(page, 'Kitchen').filter({ hasText: 'No gas is raised' }).waitFor();
    await says(page.locator('[data-gas="CH4/0"]'), /0\.182 %LEL · 52\.5 mg\/m³/);
    await says(page.locator('[data-gas="XYZ/0"]'), /1E12 ?ppm suspect · no danger level known/);
    await counts(page.getByRole('meter'), 1);
    await report(416, 1, 15);
    await attributeSays(methane, 'aria-valuetext', /^416\sppm, Danger$/);
    await standing(page, 'Kitchen').filter({ hasText: 'The detector raises an alarm' }).waitFor();
    await says(page.locator('[data-fact="alarm"]'), /^Alarm Alarm$/);
    await says(page.locator('[data-fact="fault"]'), /^Fault none$/);
    await says(page.locator('[data-fact="battery"]'), /15 ?% ?low/);
    await page.getByText('Kilowatch is not a certified gas alarm').waitFor();
    await expectAccessible(page);
    await product.stop('SIGTERM');
    await standing(page, 'Kitchen').filter({ hasText: 'No connection' }).waitFor();
    await says(page.locator('[data-gas="CH4/0"]'), /stale/);
  }, 60_000);

  it('shows several the worst first, each with a way to its own page', async () => {
    const product = await start();
    await post(product, { id: 'Attic', pct: 90, sensors: co(1) });
    await post(product, { id: 'Boiler', pct: 90, sensors: co(5, 110) });
    const page = await openPage(`${product.url}/gas`);
    await lists(shown(page), ['Boiler', 'Attic']);
    await standing(page, 'Boiler').filter({ hasText: 'CO #2: high' }).waitFor();
    await post(product, { id: 'Attic', pct: 90, sensors: co(190) });
    await lists(shown(page), ['Attic', 'Boiler']);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Boiler' }).click();
    await page.getByRole('heading', { name: 'CO · Carbon monoxide' }).waitFor();
    await page.waitForURL(`${product.url}/gas/Boiler`);
    await page.getByRole('combobox', { name: 'Device' }).selectOption({ label: 'Attic' });
    await page.getByRole('meter', { name: 'CO', exact: true }).waitFor();
    await page.getByRole('link', { name: 'All detectors' }).click();
    await counts(shown(page), 2);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('calls values indicative until somebody says that the detector is calibrated', async () => {
    const product = await start();
    await post(product, { id: 'Boiler', pct: 90, sensors: co(199) });
    const page = await openPage(`${product.url}/gas/Boiler`);
    await standing(page, 'Boiler').filter({ hasText: 'indicative only' }).waitFor();
    await page.getByRole('button', { name: 'Mark as calibrated' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'It is calibrated' }).click();
    await page.locator('[data-calibration="calibrated"]').waitFor();
    await says(standing(page, 'Boiler'), /^CO: danger$/);
    await eventually(async () => {
      const { body } = await getJson(`${product.url}/api/v1/devices/gas%3ABoiler`);
      expect(body).toMatchObject({
        calibration: 'calibrated',
        calibratedOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      });
    }, patience);
    await page.getByRole('button', { name: 'No longer calibrated' }).click();
    await page.locator('[data-calibration="uncalibrated"]').waitFor();
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says when a detector was calibrated and is due again, and warns once that has passed', async () => {
    const product = await start();
    await post(product, { id: 'Boiler', pct: 90, sensors: co(1) });
    await patchJson(`${product.url}/api/v1/devices/gas%3ABoiler`, {
      ...{ calibration: 'calibrated', calibrationNote: 'J. Berg' },
      ...{ calibratedOn: '2024-03-12', calibrationDueOn: '2025-03-12' },
    });
    const page = await openPage(`${product.url}/gas/Boiler`);
    await says(standing(page, 'Boiler'), /^No gas is raised · calibration overdue$/);
    const section = page.locator('[data-calibration="overdue"]');
    await says(section, /Calibrated 12 Mar 2024 overdue since 12 Mar 2025 J\. Berg .*test gas/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Calibrated again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Calibrated on').fill('2025-06-12');
    await dialog.getByLabel('Due again on').fill('2025-06-12');
    await says(dialog.getByRole('alert').first(), /^It must be due again later/);
    await becomes(() => dialog.getByRole('button', { name: 'It is calibrated' }).isDisabled(), true);
    await expectAccessible(page);
    await dialog.getByLabel('Due again on').fill('2099-03-12');
    await dialog.getByRole('button', { name: 'It is calibrated' }).click();
    await says(
      page.locator('[data-calibration="calibrated"]'),
      /^Calibration Calibrated 12 Jun 2025 due 12 Mar 2099 Somebody/,
    );
    await says(standing(page, 'Boiler'), /^No gas is raised$/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says that a detector no longer reports a sensor until somebody has seen it, and shows it when it is back', async () => {
    const product = await start();
    const nowS = Math.floor(Date.now() / 1_000);
    const reports = async (agoS: number, ...sensors: readonly object[]): Promise<void> =>
      post(product, { id: 'a, b', pct: 90, ts: nowS - agoS, sensors });
    const methane = { type: 'CH4', val: 40 };
    await reports(11_000, ...co(190, 3), methane);
    await reports(0, ...co(5));
    const page = await openPage(`${product.url}/gas/${encodeURIComponent('a, b')}`);
    const verdict = standing(page, 'a, b');
    await says(verdict, /^CH4, CO #2: no longer reported · nothing else is raised · not calibrated/);
    const row = page.locator('[data-gas="CH4/0"]');
    await says(row, /^CH4 Methane 40 ?ppm .*no longer reported since .* It was removed …$/);
    await counts(page.getByRole('meter'), 1);
    await expectAccessible(page);
    await row.getByRole('button', { name: 'It was removed' }).click();
    const dialog = page.getByRole('dialog', { name: 'Was the sensor for CH4 removed?' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'It was removed' }).click();
    await row.waitFor({ state: 'detached' });
    await says(verdict, /^CO #2: no longer reported/);
    await lists(page.locator('.chart-card h2'), ['CH4 · Methane', 'CO · Carbon monoxide']);
    await reports(-1, ...co(5, 3), methane);
    await says(verdict, /^No gas is raised/);
    await row.getByRole('meter').waitFor();
    await says(page.locator('[data-statistics="CO/1"]'), /^CO #2 ppm 3 Safe 3 3 1$/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('shows what was measured, from an hour to all there is, with a chart per gas and figures', async () => {
    const product = await start();
    const nowS = Math.floor(Date.now() / 1_000);
    const dayS = 86_400;
    for (const [agoS, ppm] of [
      [2 * dayS, 40],
      [2 * dayS - 60, 190],
      [1_200, 30],
      [600, 10],
    ] as const)
      await post(product, {
        id: 'Boiler',
        pct: 90,
        ts: nowS - agoS,
        sensors: [...co(ppm, 5), { type: 'CH4', val: 100 }],
      });
    const page = await openPage(`${product.url}/gas/Boiler`);
    const figures = page.locator('[data-statistics="CO/0"]');
    await says(figures, /^CO #1 ppm 30 Safe 20 10 2$/);
    await lists(page.locator('.chart-card h2'), ['CH4 · Methane', 'CO · Carbon monoxide']);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await says(figures, /^CO #1 ppm 190 Danger 67\.5 10 4$/);
    const from = new URL(page.url()).searchParams.get('from');
    expect(Date.parse(from ?? '')).toBe((nowS - 2 * dayS) * 1_000);
    await page.getByRole('checkbox', { name: 'Up to the danger level' }).check();
    await page.getByRole('radio', { name: '6 h' }).check();
    await says(figures, /^CO #1 ppm 30 /);
    const carbon = page.locator('.chart-card').filter({ hasText: 'Carbon monoxide' });
    await carbon.getByRole('button', { name: 'Show as table' }).click();
    await says(carbon.locator('tbody'), /30/);
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
