import { afterAll, expect, it } from '@jest/globals';
import { closeBrowser, openPage } from '../browser.js';
import { inServicesMode, ServicesProduct } from '../product.js';
import { isKnown, ownErrors, says, shows, Thermometer } from './live-page.js';
import { counts } from './seen.js';

afterAll(closeBrowser);

/** Beside a browser the services start slowly. */
const patienceMs = 30_000;

inServicesMode('a page while the broker restarts', () => {
  it('shows what it has as old, and goes on by itself when the broker is back', async () => {
    const product = await ServicesProduct.prepare({ DEMO: 'off' });
    await product.broker.start();
    await product.startServices();
    await product.ready(patienceMs);
    const gateway = await product.broker.battery('cellar');
    Thermometer.start(gateway);
    const page = await openPage(`${product.url}/${Thermometer.path}`);
    await shows(page, '20.5');
    await isKnown(product);

    await product.broker.stop('SIGTERM');
    await page.locator('.is-stale [data-metric="temperature"]').first().waitFor({ timeout: 20_000 });
    await says(page, 'No fresh data', 20_000);
    await counts(page.locator('.banner-bad'), 0); // the server is there

    await product.broker.start();
    await product.ready(patienceMs);
    await Thermometer.start(gateway).say(47.5);
    await shows(page, '47.5');
    await says(page, 'Live');
    expect(ownErrors(page)).toEqual([]);
  }, 120_000);
});
