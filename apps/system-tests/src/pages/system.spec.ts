import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { inBothModes, inServicesMode, startServices, startStandalone } from '../product.js';
import { attributeSays, becomes, counts, isNotWider, says } from './seen.js';

afterAll(closeBrowser);

const serviceOn = (page: Page, name: string) => page.locator(`[data-service="${name}"]`);
const stateOn = (page: Page, name: string) => serviceOn(page, name).getAttribute('data-state');

inBothModes('the system page', (start) => {
  it('shows that everything works, what it takes, and that all that came in is accounted for', async () => {
    const product = await start({ BATTERY_RATED_KW: '15' });
    const page = await openPage(`${product.url}/system`);
    await page.locator('[data-verdict="good"]').waitFor();
    for (const name of [
      'control-api',
      'historian',
      'ingest',
      'mqtt-publisher',
      'realtime-gateway',
      'simulator',
    ])
      await becomes(async () => [name, await stateOn(page, name)], [name, 'working']);
    const stored = page.locator('.account').nth(1).locator('[data-entry="stored"] dd');
    await says(stored, /[1-9]/);
    await counts(page.locator('[data-account="0"]'), 1);
    await page.locator('[data-setting="BATTERY_RATED_KW"]').getByText('15', { exact: true }).waitFor();
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('fits on a small phone, and finds a setting', async () => {
    const product = await start({ DEMO: 'off' });
    const page = await openPage(`${product.url}/system`, { width: 320, height: 640, colorScheme: 'dark' });
    await page.locator('[data-verdict="good"]').waitFor();
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('quarantine rows');
    await page.locator('[data-setting="INGEST_QUARANTINE_ROWS"]').waitFor();
    await page.getByRole('radio', { name: 'All', exact: true }).check({ force: true });
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('');
    await page.locator('[data-setting]').nth(50).waitFor();
    expect(await isNotWider(page)).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

inServicesMode('the system page', () => {
  it('says that a service has died, and since when; and that it is back', async () => {
    const product = await startServices({ DEMO: 'off' });
    const page = await openPage(`${product.url}/system`);
    await page.locator('[data-verdict="good"]').waitFor();
    await product.service('ingest').stop('SIGKILL');
    await becomes(() => stateOn(page, 'ingest'), 'gone');
    await says(serviceOn(page, 'ingest'), /Gone since \d\d:\d\d:\d\d/);
    await page.locator('[data-trouble="ingest"]').getByText('ingest is gone').waitFor();
    await attributeSays(page.locator('[data-verdict]'), 'data-verdict', /^bad$/);
    await expectAccessible(page);
    product.service('ingest').start();
    await becomes(() => stateOn(page, 'ingest'), 'working');
    await page.locator('[data-verdict="good"]').waitFor();
  }, 60_000);

  it('says that the broker is away, and knows nothing of the others then', async () => {
    const product = await startServices({ DEMO: 'off' });
    const page = await openPage(`${product.url}/system`);
    await page.locator('[data-verdict="good"]').waitFor();
    await product.broker.stop('SIGKILL');
    await page.locator('[data-trouble="broker"]').waitFor();
    await becomes(() => stateOn(page, 'historian'), 'unknown');
    await becomes(() => stateOn(page, 'control-api'), 'troubled');
    await product.broker.start();
    await page.locator('[data-verdict="good"]').waitFor();
  }, 60_000);
});

describe('the system page', () => {
  it('looks like the past when the server is gone', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const page = await openPage(`${product.url}/system`);
    await page.locator('[data-verdict="good"]').waitFor();
    await product.stop('SIGKILL');
    await page.locator('.system.is-stale').waitFor();
    await counts(page.locator('[data-verdict]'), 0);
    await counts(page.locator('[data-service="historian"]'), 1);
    await page
      .getByText(/No news from the server|as of/)
      .first()
      .waitFor();
  }, 60_000);
});
