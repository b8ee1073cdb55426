import { afterAll, expect, it } from '@jest/globals';
import { closeBrowser, openPage } from './browser.js';
import { counts, says } from './pages/seen.js';
import { inBothModes } from './product.js';

afterAll(closeBrowser);

inBothModes('the battery page', (start) => {
  it('shows what a battery publishes, without a reload', async () => {
    const product = await start({ DEMO: 'off' });
    const battery = await product.battery('cellar');
    await battery.publish('batteries/cellar/state', { voltageV: 51.8 });
    const page = await openPage(`${product.url}/battery`);
    const voltage = page.locator('[data-metric="voltageV"]');
    await says(voltage, /51\.8/);
    await battery.publish('batteries/cellar/state', { voltageV: 49.3 });
    await says(voltage, /49\.3/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('sends a command to the device, shows the reply, the new number and the chart', async () => {
    const product = await start();
    const witness = await product.observer('battery/#');
    const page = await openPage(`${product.url}/battery`, { width: 390, height: 844, colorScheme: 'dark' });
    await page.fill('#command-power', '4');
    await page.check('input[name="direction"][value="discharge"]', { force: true });
    await page.press('#command-power', 'Enter');
    expect(JSON.parse((await witness.sees(() => true)).text)).toMatchObject({ discharge: 4, unit: 'kW' });
    await page.getByText('charge set to: 4 kW').waitFor();
    const commanded = page.locator('[data-metric="discharge"]');
    await says(commanded, /4/);
    await page.locator('canvas').first().waitFor();
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('says in words why a command was refused', async () => {
    const product = await start({ BATTERY_RATED_KW: '15' });
    const page = await openPage(`${product.url}/battery`);
    await page.fill('#command-power', '16');
    await page.press('#command-power', 'Enter');
    await page.getByText(/charge must be 0 to 15 kW/).waitFor();
  }, 60_000);

  it('tells that the connection is gone when the product stops', async () => {
    const product = await start();
    const page = await openPage(`${product.url}/battery`);
    const offline = page.locator('.banner-bad');
    await page.locator('[data-metric="voltageV"]').filter({ hasText: /\d/ }).waitFor();
    await counts(offline, 0);
    await product.stop('SIGKILL');
    await offline.waitFor();
  }, 60_000);

  it('tells everybody when it is open to everybody', async () => {
    const product = await start({ AUTH: 'open' });
    const page = await openPage(`${product.url}/battery`);
    await page.getByText('AUTH=open').waitFor();
  }, 60_000);
});
