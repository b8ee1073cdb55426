import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from '../browser.js';
import { startStandalone } from '../product.js';
import { counts, isNotWider, says } from './seen.js';
import { observeShifts, type Shifts, shiftsOf } from './shifts.js';

afterAll(closeBrowser);

const desk = { width: 1440, height: 900 };
const phone = { width: 375, height: 812 };

/** Each page of the product with what it says once everything of it is there. */
const pages: readonly (readonly [path: string, words: RegExp])[] = [
  ['', /6 of 6 report/],
  ['battery', /Latest commands.* Raw values/],
  ['cell', /Statistics of this range/],
  ['gas', /Figures of this range/],
  ['heat-pump', /In this range/],
  ['sensors', /demo_temp_02/],
  ['sensors/sensor%3Ademo_temp_01', /Statistics of this range/],
  ['compare', /Choose what to compare/],
  ['devices', /10 of 10 devices/],
  ['devices/gas%3Ademo', /What it measures/],
  ['quarantine', /Nothing is in quarantine/],
  ['system', /What came in and what became of it/],
];

/** Nothing that a person would see: a digit more in a number at the end of its line. */
const unseen = 0.001;

const movesTooMuch = ({ sum }: Shifts): boolean => sum >= unseen;

async function settles(page: Page, words: RegExp): Promise<void> {
  await says(page.locator('main'), words);
  await counts(page.locator('.chart[data-ready="false"], .skeleton'), 0);
}

describe('a page', () => {
  it.each([
    ['desk', desk],
    ['phone', phone],
  ])(
    'moves nothing while it comes, whichever it is, on a %s',
    async (_, size) => {
      const product = await startStandalone();
      const moved: Record<string, Shifts> = {};
      for (const [path, words] of pages) {
        const page = await openPage(`${product.url}/${path}`, size);
        await observeShifts(page);
        await settles(page, words);
        const shifts = await shiftsOf(page);
        if (movesTooMuch(shifts)) moved[path] = shifts;
        expect(await isNotWider(page)).toBe(true);
        expect(page.errors).toEqual([]);
        await page.context().close();
      }
      expect(moved).toEqual({});
    },
    180_000,
  );

  it('moves nothing when its connection is lost and when it is back', async () => {
    const product = await startStandalone();
    const opened: [string, Page][] = [];
    for (const size of [desk, phone])
      for (const path of ['', 'battery', 'gas']) {
        const page = await openPage(`${product.url}/${path}`, size);
        await observeShifts(page);
        await settles(page, /\S/);
        opened.push([`${path} ${size.width}`, page]);
      }
    for (const [, page] of opened) await shiftsOf(page);
    await product.stop('SIGKILL');
    const moved: Record<string, Shifts> = {};
    const note = async (when: string): Promise<void> => {
      for (const [name, page] of opened) {
        const shifts = await shiftsOf(page);
        if (movesTooMuch(shifts)) moved[`${name} ${when}`] = shifts;
      }
    };
    for (const [, page] of opened) await says(page.locator('.connection'), /Offline/);
    await says(opened[0]![1].locator('.figure-battery'), /\d ?s/);
    await note('lost');
    await product.again();
    for (const [, page] of opened) await says(page.locator('.connection'), /Live/);
    await note('back');
    expect(moved).toEqual({});
  }, 180_000);
});
