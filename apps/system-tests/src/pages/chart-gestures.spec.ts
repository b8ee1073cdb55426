import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from '../browser.js';
import { type Product, startStandalone } from '../product.js';
import { importReadings, isDrawn, windowsOf } from './chart-page.js';

afterAll(closeBrowser);

const start = (): Promise<Product> => startStandalone({ DEMO: 'off' });

/** Where in the width of the plot something is, px of the page. */
async function plotOf(page: Page): Promise<(part: number) => { x: number; y: number }> {
  const box = (await page.locator('.chart-plot').boundingBox())!;
  return (part) => ({ x: box.x + 70 + part * (box.width - 100), y: box.y + box.height / 2 });
}

/** The picture as it is. */
const drawn = async (page: Page): Promise<Buffer> =>
  Buffer.from(await page.evaluate<string>("document.querySelector('.chart-canvas canvas').toDataURL()"));

type Touch = 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel';

/** Fingers, as the browser gets them from a touch screen. */
async function touchScreen(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  const at = await plotOf(page);
  const touch = (type: Touch, touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: touchPoints.map((point, id) => ({ ...point, id })),
    });
  return {
    /** At these parts of the width. */
    fingers: (type: Touch, ...parts: number[]) => touch(type, parts.map(at)),
    /** One finger down the screen, px. */
    swipe: async (part: number, downPx: number): Promise<void> => {
      const { x, y } = at(part);
      await touch('touchStart', [{ x, y }]);
      for (const moved of [0.25, 0.5, 0.75, 1]) await touch('touchMove', [{ x, y: y + moved * downPx }]);
      await touch('touchEnd', []);
    },
  };
}

/** Waits until the wheel has rested, and all charts look where it was turned to. */
const isOver = (page: Page): Promise<void> => page.locator('.chart-span').waitFor({ state: 'detached' });

/** The span in the address, hours before `lastMs`. */
const hoursInAddress = (page: Page): number[] => {
  const { searchParams } = new URL(page.url());
  return ['from', 'to'].map((name) => (lastMs - Date.parse(searchParams.get(name) ?? '')) / 3_600_000);
};
const lastMs = Date.now();
/** Six hours that stand still: the picture of them does too. */
const sixHours = (series: string): string =>
  `/compare?${new URLSearchParams({
    series,
    from: new Date(lastMs - 6 * 3_600_000).toISOString(),
    to: new Date(lastMs).toISOString(),
  }).toString()}`;

describe('a chart', () => {
  it('follows two fingers, and shows in finer steps what they have drawn out; one finger scrolls', async () => {
    const product = await start();
    await importReadings(product);
    const page = await openPage('about:blank', { width: 400, height: 400 });
    const steps = windowsOf(page);
    await page.goto(product.url + sixHours('sensor:probe|temperatureC'));
    await isDrawn(page);
    await page.locator('.chart-plot').scrollIntoViewIfNeeded();
    const { fingers, swipe } = await touchScreen(page);
    const chosen = page.locator('.chart-span');
    const address = page.url();
    await fingers('touchStart', 0.4, 0.6);
    await fingers('touchMove', 0.38, 0.62);
    await chosen.waitFor();
    const wider = await drawn(page);
    await fingers('touchMove', 0.3, 0.7);
    await eventually(async () => expect((await drawn(page)).equals(wider)).toBe(false));
    await fingers('touchCancel');
    await chosen.waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    await fingers('touchStart', 0.65, 0.75);
    await fingers('touchMove', 0.6, 0.8);
    await fingers('touchMove', 0.55, 0.85);
    await fingers('touchEnd');
    await eventually(() => expect(page.url()).not.toBe(address));
    // A third of the time, and what was between the fingers is there still.
    const [from, to] = hoursInAddress(page) as [number, number];
    expect(from - to).toBeCloseTo(2, 1);
    expect(from - 0.7 * (from - to)).toBeCloseTo(1.8, 1);
    await eventually(() => expect(steps.at(-1)).toBeLessThan(steps[0]!));
    await isDrawn(page);
    const scrolledPx = () => page.evaluate<number>('scrollY');
    const firstPx = await scrolledPx();
    await swipe(0.5, 90);
    await eventually(async () => expect(await scrolledPx()).toBeLessThan(firstPx));
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('looks closer where the wheel is turned with Ctrl, no further than to now, and scrolls without', async () => {
    const product = await start();
    await importReadings(product);
    const page = await openPage(product.url + sixHours('sensor:probe|temperatureC'), { height: 400 });
    await isDrawn(page);
    await page.locator('.chart-plot').scrollIntoViewIfNeeded();
    const address = page.url();
    const at = await plotOf(page);
    const { x, y } = at(0.5);
    await page.mouse.move(x, y);
    const scrolledPx = () => page.evaluate<number>('scrollY');
    const firstPx = await scrolledPx();
    await page.keyboard.down('Control');
    for (let notch = 0; notch < 3; notch += 1) await page.mouse.wheel(0, -100);
    await eventually(() => expect(page.url()).not.toBe(address));
    await isOver(page);
    const [from, to] = hoursInAddress(page) as [number, number];
    // Where the machine is so slow that the wheel rests between two notches, the later ones may be lost.
    expect(from - to).toBeGreaterThan(6 / Math.exp(1.2) - 0.1);
    expect(from - to).toBeLessThan(6 / Math.exp(0.4) + 0.1);
    expect((from + to) / 2).toBeCloseTo(3, 1);
    const closer = page.url();
    for (let notch = 0; notch < 12; notch += 1) await page.mouse.wheel(0, 100);
    await eventually(() => expect(page.url()).not.toBe(closer));
    await isOver(page);
    expect(hoursInAddress(page)[1]! * 3_600_000).toBeGreaterThan(lastMs - Date.now() - 1_000);
    expect(await scrolledPx()).toBe(firstPx);
    await page.keyboard.up('Control');
    const wider = page.url();
    await page.mouse.wheel(0, -100);
    await eventually(async () => expect(await scrolledPx()).toBeLessThan(firstPx));
    expect(page.url()).toBe(wider);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
