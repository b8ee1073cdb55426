import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { type Product, startStandalone } from '../product.js';
import { importCsv, isDrawn } from './chart-page.js';
import { lists, says } from './seen.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

const minutes = 60;
/** As minutes before now. */
const alarm = { from: 40, to: 30 };
const isOn = (minutesAgo: number): 0 | 1 => (minutesAgo <= alarm.from && minutesAgo > alarm.to ? 1 : 0);

/** An hour of a device that raised an alarm meanwhile. */
async function importHour(product: Product, lines: (minutesAgo: number) => string[]): Promise<void> {
  const nowMs = Date.now();
  const rows = Array.from({ length: minutes }, (_, i) => {
    const minutesAgo = minutes - i;
    const at = new Date(nowMs - minutesAgo * 60_000).toISOString();
    return lines(minutesAgo).map((line) => `${at},${line}`);
  });
  await importCsv(product, ['time,device,metric,index,value', ...rows.flat()]);
}

const card = (page: Page, title: string) =>
  page.locator('.chart-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const legendOf = (page: Page, title: string) => card(page, title).locator('.chart-legend li');

async function saysSo(product: Product, topic: string, payload: string): Promise<void> {
  await (await product.battery('gateway')).publish(topic, payload);
}

describe('an alarm that is over', () => {
  it.each(['light', 'dark'] as const)(
    'is in the charts of a gas detector in words too: legend, cursor and table (%s)',
    async (colorScheme) => {
      const product = await start();
      await importHour(product, (minutesAgo) => [
        `gas:Kitchen,concentrationPpm,CO/0,${isOn(minutesAgo) ? 300 : 12}`,
        `gas:Kitchen,alarmState,,${isOn(minutesAgo)}`,
        'gas:Kitchen,faultState,,0',
      ]);
      const now = { pct: 90, sensors: [{ type: 'CO', val: 12 }], stat: { alarm: 0, fault: 0 } };
      await saysSo(product, 'gas/Kitchen/data', JSON.stringify(now));
      const page = await openPage(`${product.url}/gas/Kitchen?range=6h`, { colorScheme });
      const title = 'CO · Carbon monoxide';
      await lists(legendOf(page, title), ['CO', 'Alarm']);
      await isDrawn(page);
      await card(page, title)
        .getByRole('application', { name: /Chart of CO, Alarm/ })
        .focus();
      await page.keyboard.press('ArrowLeft');
      const spoken = card(page, title).locator('.chart-plot [aria-live="polite"]');
      await says(spoken, /CO 12/);
      expect(await spoken.innerText()).not.toContain('Alarm');
      for (const key of [...Array<string>(3).fill('Shift+ArrowLeft'), ...Array<string>(4).fill('ArrowLeft')])
        await page.keyboard.press(key);
      await says(spoken, /CO 300.*Alarm on/);
      await card(page, title).locator('[data-tool="table"]').click();
      const rows = await card(page, title).locator('tbody tr').allInnerTexts();
      expect(rows.filter((row) => /\bon$/.test(row))).toHaveLength(alarm.from - alarm.to);
      expect(rows.every((row) => /\bon$/.test(row) === /\b300\b/.test(row))).toBe(true);
      await expectAccessible(page);
      expect(page.errors).toEqual([]);
    },
    60_000,
  );

  it('is in all charts of a heat pump over time, and read once for them', async () => {
    const product = await start();
    await importHour(product, (minutesAgo) => [
      'heat-pump:0004A3B1C2D3,indoor_temp,,21.5',
      `heat-pump:0004A3B1C2D3,alarm_status,,${isOn(minutesAgo)}`,
    ]);
    await saysSo(product, '0004A3B1C2D3/HP/0008', '21.5');
    await saysSo(product, '0004A3B1C2D3/HP/1A20', '0');
    const page = await openPage('about:blank');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('alarm_status')) asked.push(request.url());
    });
    await page.goto(`${product.url}/heat-pump?range=6h`);
    await lists(legendOf(page, 'Temperatures'), ['Indoors', 'Alarm']);
    await card(page, 'Temperatures').locator('[data-tool="table"]').click();
    const on = card(page, 'Temperatures').locator('tbody td').filter({ hasText: /^on$/ });
    expect(await on.count()).toBeGreaterThan(1);
    expect(asked).toHaveLength(1);
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('and could not be read is not passed over in silence: the page says so, until it can', async () => {
    const product = await start();
    await importHour(product, (minutesAgo) => [
      'heat-pump:0004A3B1C2D3,indoor_temp,,21.5',
      `heat-pump:0004A3B1C2D3,alarm_status,,${isOn(minutesAgo)}`,
    ]);
    await saysSo(product, '0004A3B1C2D3/HP/0008', '21.5');
    await saysSo(product, '0004A3B1C2D3/HP/1A20', '0');
    const page = await openPage('about:blank');
    const ofAlarms = /history\?.*alarm_status/;
    await page.route(ofAlarms, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
    await page.goto(`${product.url}/heat-pump?range=6h`);
    const notice = page.locator('.pump-failure');
    await says(notice, /When there was an alarm could not be read/);
    await lists(legendOf(page, 'Temperatures'), ['Indoors']);
    await page.unroute(ofAlarms);
    await notice.getByRole('button').click();
    await lists(legendOf(page, 'Temperatures'), ['Indoors', 'Alarm']);
    await notice.waitFor({ state: 'detached' });
  }, 60_000);
});
