import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { getJson, patchJson, postJson } from '../http.js';
import { inBothModes, type Product, startStandalone } from '../product.js';
import { counts, isNotWider, lists, says } from './seen.js';

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
    const words = (await page.locator('.gas-rows').innerText()).replaceAll(/\s+/g, ' ');
    expect(words).toMatch(/CO #1 Carbon monoxide 12 ?ppm Safe.* CO #2 Carbon monoxide 3,856 ?ppm Danger/);
    expect(await page.locator('[data-fact="battery"]').innerText()).toMatch(/90\s*%/);
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('the page of gas detectors', () => {
  it('follows what one says over MQTT: levels in words, other units, its alarm, its battery', async () => {
    const product = await start();
    const handheld = await product.battery('handheld');
    const says = (ppm: number, alarm: number, pct: number): Promise<void> =>
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
    await says(80, 0, 78);
    const page = await openPage(`${product.url}/gas`);
    const methane = page.getByRole('meter', { name: 'CH4' });
    const meterSays = (words: RegExp): Promise<void> =>
      eventually(async () => expect(await methane.getAttribute('aria-valuetext')).toMatch(words));
    await meterSays(/^80\sppm, Safe$/);
    await standing(page, 'Kitchen').filter({ hasText: 'No gas is raised' }).waitFor();
    expect(await page.locator('[data-gas="CH4/0"]').innerText()).toMatch(/0\.182\s%LEL · 52\.5\smg\/m³/);
    expect(await page.locator('[data-gas="XYZ/0"]').innerText()).toMatch(
      /1E12\s*ppm\s+suspect · no danger level known/,
    );
    await counts(page.getByRole('meter'), 1);
    await says(416, 1, 15);
    await meterSays(/^416\sppm, Danger$/);
    await standing(page, 'Kitchen').filter({ hasText: 'The detector raises an alarm' }).waitFor();
    expect(await page.locator('[data-fact="alarm"]').innerText()).toMatch(/^Alarm\s+Alarm$/);
    expect(await page.locator('[data-fact="fault"]').innerText()).toMatch(/^Fault\s+none$/);
    expect(await page.locator('[data-fact="battery"]').innerText()).toMatch(/15\s*%\s*low/);
    await page.getByText('Kilowatch is not a certified gas alarm').waitFor();
    await expectAccessible(page);
    await product.stop('SIGTERM');
    await standing(page, 'Kitchen').filter({ hasText: 'No connection' }).waitFor();
    expect(await page.locator('[data-gas="CH4/0"]').innerText()).toMatch(/stale/);
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
    expect(page.url()).toBe(`${product.url}/gas/Boiler`);
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
    await eventually(async () => expect(await standing(page, 'Boiler').innerText()).toMatch(/^CO: danger$/));
    const { body } = await getJson(`${product.url}/api/v1/devices/gas%3ABoiler`);
    expect(body).toMatchObject({
      calibration: 'calibrated',
      calibratedOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
    });
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
    expect(await dialog.getByRole('button', { name: 'It is calibrated' }).isDisabled()).toBe(true);
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
    const figuresSay = (words: RegExp): Promise<void> =>
      eventually(async () => expect(await figures.innerText()).toMatch(words));
    await figuresSay(/^CO #1 ppm\s+30\s+Safe\s+20\s+10\s+2$/);
    await lists(page.locator('.chart-card h2'), ['CH4 · Methane', 'CO · Carbon monoxide']);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await figuresSay(/^CO #1 ppm\s+190\s+Danger\s+67\.5\s+10\s+4$/);
    const from = new URL(page.url()).searchParams.get('from');
    expect(Date.parse(from ?? '')).toBe((nowS - 2 * dayS) * 1_000);
    await page.getByRole('checkbox', { name: 'Up to the danger level' }).check();
    await page.getByRole('radio', { name: '6 h' }).check();
    await figuresSay(/^CO #1 ppm\s+30\s/);
    const carbon = page.locator('.chart-card').filter({ hasText: 'Carbon monoxide' });
    await carbon.getByRole('button', { name: 'Show as table' }).click();
    await eventually(async () =>
      expect((await carbon.locator('tbody tr').allInnerTexts()).join('\n')).toMatch(/30/),
    );
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
