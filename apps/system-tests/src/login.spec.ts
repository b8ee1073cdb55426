import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from './browser.js';
import { becomes, counts, isNotWider, says } from './pages/seen.js';
import { inBothModes, startStandalone } from './product.js';

const key = 'a-key-that-only-this-test-knows';

/** Only with the keyboard: the field has the focus, Enter sends it. */
async function typeKey(page: Page, text: string): Promise<void> {
  await page.locator('#login-key:focus').waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const isLive = (page: Page): Promise<void> => page.locator('.pill-connected').waitFor();
const focusOf = (page: Page): Promise<string> => page.evaluate('document.activeElement.id');

afterAll(closeBrowser);

inBothModes('the login', (start) => {
  it('keeps everything back until the key is given, and then shows the page that was asked for', async () => {
    const { url } = await start({ API_KEY: key });
    const asked = `${url}/battery/demo?from=bookmark`;
    const page = await openPage(asked);
    await typeKey(page, 'not-the-key-but-long-enough');
    await page.getByText('That is not the key.').waitFor();
    await becomes(() => focusOf(page), 'login-key');
    expect(await page.locator('.battery-grid').count()).toBe(0);
    await typeKey(page, key);
    await isLive(page);
    await page.waitForURL(asked);
    await becomes(() => focusOf(page), 'content');
    await page.locator('[data-metric="voltageV"]').filter({ hasText: /\d/ }).waitFor();
    await page.fill('#command-power', '3');
    await page.press('#command-power', 'Enter');
    await page.getByText('charge set to: 3 kW').waitFor();
    expect(page.errors.filter((error) => !error.includes('401'))).toEqual([]);
  }, 60_000);

  it('keeps the session from scripts, through a reload, and until the reader logs out', async () => {
    const { url } = await start({ API_KEY: key });
    const page = await openPage(url);
    await typeKey(page, key);
    await isLive(page);
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.reload();
    await isLive(page);
    expect(page.errors).toEqual([]);
    await becomes(async () => (await page.context().cookies()).length, 1);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.locator('#login-key:focus').waitFor();
    await becomes(() => page.context().cookies(), []);
  }, 60_000);
});

describe('the login, standalone', () => {
  it('comes back in the place of the page when the key has been changed', async () => {
    const product = await startStandalone({ API_KEY: key });
    const page = await openPage(`${product.url}/battery/demo`);
    await typeKey(page, key);
    await isLive(page);
    await product.stop('SIGTERM');
    await page.locator('.banner-bad').waitFor();
    const changed = `${key}-and-more`;
    await startStandalone({ API_KEY: changed, PORT: new URL(product.url).port });
    await page.getByText('Your session has ended.').waitFor();
    await counts(page.locator('.battery-grid'), 0);
    await typeKey(page, changed);
    await isLive(page);
    await page.waitForURL(`${product.url}/battery/demo`);
  }, 60_000);

  it('says of a command that came too late that it was not carried out', async () => {
    const product = await startStandalone({ API_KEY: key });
    const page = await openPage(`${product.url}/battery`);
    await typeKey(page, key);
    await isLive(page);
    await page.route('**/api/v1/devices/**', (route) => route.abort()); // else one of these may be refused first
    await page.fill('#command-power', '3');
    await page.context().clearCookies();
    await page.press('#command-power', 'Enter');
    await page.getByText('The command you sent was not carried out.').waitFor();
  }, 60_000);

  it('lets a guesser wait, and says for how long', async () => {
    const product = await startStandalone({ API_KEY: key });
    const page = await openPage(product.url);
    const send = page.locator('.login-form button[type="submit"]');
    const guess = async (text: string): Promise<boolean> => {
      await page.fill('#login-key', text);
      await page.press('#login-key', 'Enter');
      await page.locator('#login-problem').filter({ hasText: /\w/ }).waitFor();
      return send.isDisabled();
    };
    await becomes(() => guess(`wrong ${Math.random()}`), true);
    await says(page.locator('#login-problem'), /Try again in \d+ s\./);
    await page.getByText('You can try again now.').waitFor();
    await page.fill('#login-key', key);
    await page.press('#login-key', 'Enter');
    await isLive(page);
  }, 60_000);

  it('is not there where no key is set', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const page = await openPage(product.url, { width: 320, height: 640 });
    await isLive(page);
    await counts(page.getByText('Log out'), 0);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('fits a small phone in both themes', async () => {
    const product = await startStandalone({ API_KEY: key });
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage(product.url, { width: 320, height: 480, colorScheme });
      await page.locator('#login-key:focus').waitFor();
      expect(await isNotWider(page)).toBe(true);
      await becomes(() => page.evaluate('document.documentElement.dataset.theme'), colorScheme);
    }
  }, 60_000);
});
