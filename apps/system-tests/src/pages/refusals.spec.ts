import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { startStandalone } from '../product.js';
import { counts, patience, says } from './seen.js';

afterAll(closeBrowser);

const send = async (page: Page, kilowatts: string): Promise<void> => {
  await page.fill('#command-power', kilowatts);
  await page.press('#command-power', 'Enter');
};

/** What of it a screen reader would read in English. */
const english = async (where: Locator): Promise<string[]> => where.locator('[lang="en"]').allInnerTexts();

describe('a refusal', () => {
  it('is said to a German in German, with what to do, and then with the numbers of the server', async () => {
    const product = await startStandalone({ DEMO: 'off', BATTERY_RATED_KW: '15' });
    const page = await openPage(`${product.url}/battery`, { locale: 'de-DE' });
    await send(page, '20');
    const outcome = page.locator('.outcome-bad');
    await says(
      outcome,
      /^Vom Server abgelehnt Der Sollwert liegt außerhalb des Erlaubten\. Geben Sie .* Server: „charge must be 0 to 15 kW; got 20 kW“$/,
    );
    expect(await english(outcome)).toEqual(['charge must be 0 to 15 kW; got 20 kW']);
    await expectAccessible(page);
    await send(page, '4');
    await says(page.locator('.outcome-good'), /^Vom Broker bestätigt Server: „charge set to: 4 kW“/);
    expect(await english(page.locator('.outcome-good'))).toEqual(['charge set to: 4 kW']);
    expect(page.errors.filter((error) => !error.includes('400'))).toEqual([]);
  }, 60_000);

  it('is said in the words of the server alone to somebody who reads English', async () => {
    const product = await startStandalone({ DEMO: 'off', BATTERY_RATED_KW: '15' });
    const page = await openPage(`${product.url}/battery`);
    await send(page, '20');
    await says(
      page.locator('.outcome-bad'),
      /^Refused by the server Server: “charge must be 0 to 15 kW; got 20 kW”$/,
    );
  }, 60_000);

  it('needs nothing more of the server once the page is open, and follows its language', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const page = await openPage(`${product.url}/battery`, { locale: 'sv-SE' });
    const sheets = `performance.getEntriesByType('resource').filter(({ name }) => /\\/sv-[^/]*js$/.test(name)).length`;
    await eventually(async () => expect(await page.evaluate(sheets)).toBe(2), patience);
    await page.route(/\.js$/, (route) => route.abort());
    const busy = { error: 'Too many wait', code: 'outbox.full' };
    await page.route('**/charge', (route) => route.fulfill({ status: 503, json: busy }));
    await send(page, '4');
    await says(
      page.locator('.outcome-bad'),
      /^Kommandot bekräftades inte Redan för många .* Servern: ”Too many wait”$/,
    );
  }, 60_000);

  it('of the history is said where the history would be', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const away = { error: 'The store is away', code: 'history.unavailable' };
    const page = await openPage(product.url, { locale: 'de-DE' });
    await page.route('**/history?*', (route) => route.fulfill({ status: 503, json: away }));
    await page.goto(`${product.url}/battery`);
    const failed = page.locator('.chart-failed').first();
    await says(failed, /Der Verlauf ist gerade nicht erreichbar\. .* Server: „The store is away“/);
    expect(await english(failed)).toEqual(['The store is away']);
    await expectAccessible(page);
  }, 60_000);

  it('of an input is explained in quarantine, where its reason is chosen and where it is looked at', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const client = await product.observer();
    await client.publish('sensors/attic/temperature', 'warm');
    const page = await openPage(`${product.url}/quarantine`, { locale: 'de-DE' });
    const meaning = page.locator('.refusal-meaning');
    await page.getByRole('button', { name: 'Inhalt zeigen' }).click();
    await says(page.locator('.refusal').locator(meaning), /^Die Nachricht war nicht zu verstehen\. /);
    await page.locator('[data-reason="message.malformed"] input').check();
    await page.getByRole('button', { name: 'Inhalt zeigen' }).click();
    await page.locator('.payload pre').waitFor();
    await counts(meaning, 1);
    await page.goto(product.url);
    const event = page.locator('.event-warning');
    await says(event, /Die Nachricht war nicht zu verstehen\. .* Server: „The body is not JSON/);
    expect((await english(event)).join()).toMatch(/^The body is not JSON: /);
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
