import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { closeBrowser, openPage } from '../browser.js';
import { postJson } from '../http.js';
import { Line } from '../line.js';
import { startStandalone } from '../product.js';
import { ownErrors, says, shows, Thermometer } from './live-page.js';
import { counts, patience, says as saysIn } from './seen.js';

afterAll(closeBrowser);

/** A product with a thermometer that reports 20.5 °C five times a second, and the address of its page. */
async function startReporting() {
  const product = await startStandalone({ DEMO: 'off' });
  const sensor = Thermometer.start(await product.battery());
  return { product, sensor, url: `${product.url}/${Thermometer.path}` };
}

describe('a page whose connection fails', () => {
  it('says so within 5 s when the cable is pulled, greys what it shows, and draws later what it missed', async () => {
    const { product, sensor } = await startReporting();
    const line = await Line.to(Number(new URL(product.url).port));
    const page = await openPage(`${line.url}/${Thermometer.path}`);
    await shows(page, '20.5');
    await page.locator('.chart-card canvas').first().waitFor();

    line.pull();
    const pulledAtMs = performance.now();
    await page.locator('.banner-bad').waitFor();
    expect(performance.now() - pulledAtMs).toBeLessThan(6_000); // five, and a machine that has other work too
    await says(page, 'Offline');
    await page.locator('.is-stale [data-metric="temperature"]').first().waitFor();
    await sensor.say(61.5);
    await sensor.say(20.7);

    line.plugIn();
    await says(page, 'Live', 25_000);
    await shows(page, '20.7');
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    const table = page.locator('.chart-card table');
    await eventually(async () => expect(await table.innerText()).toContain('61.5'), patience);
    expect(ownErrors(page)).toEqual([]);
  }, 120_000);

  it('says that the server is gone, and lives on when it is back, without a reload', async () => {
    const { product, url } = await startReporting();
    const page = await openPage(url);
    await shows(page, '20.5');
    await page.evaluate('window.isTheSamePage = true');
    await product.stop('SIGKILL');
    await page.locator('.banner-bad').waitFor({ timeout: 5_000 });
    const back = await product.again();
    await says(page, 'Live');
    await Thermometer.start(await back.battery()).say(47.5);
    await shows(page, '47.5');
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    expect(ownErrors(page)).toEqual([]);
  }, 90_000);

  it('still knows what was commanded when the server is back and its history cannot be read yet', async () => {
    const { product } = await startReporting();
    await postJson(`${product.url}/charge`, { charge: 4 });
    const page = await openPage(product.url);
    const events = page.locator('.events');
    await saysIn(events, /Charge 4\.00 ?kW/);
    await page.route(/battery%3Adefault\/history/, (route) => route.abort());
    const isAsked = page.waitForRequest(/battery%3Adefault\/history/, { timeout: 30_000 });
    await product.stop('SIGTERM');
    await page.locator('.banner-bad').waitFor();
    await product.again();
    await says(page, 'Live');
    await isAsked;
    await saysIn(events, /What happened Services started .*Charge 4\.00 ?kW/);
    expect(ownErrors(page)).toEqual([]);
  }, 90_000);

  it('is live over polling where no WebSocket gets through', async () => {
    const { sensor, url } = await startReporting();
    const page = await openPage('about:blank');
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.goto(url);
    await says(page, 'Live', 25_000);
    await sensor.say(47.5);
    await shows(page, '47.5');
    expect(ownErrors(page)).toEqual([]);
  }, 90_000);

  it('asks every 2 s, and says so, where nothing of the live connection gets through', async () => {
    const { product, sensor, url } = await startReporting();
    const page = await openPage('about:blank');
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.route('**/socket.io/**', (route) => route.abort());
    await page.goto(url);
    await says(page, 'Every 2 s', 25_000);
    await counts(page.locator('.banner-bad'), 0);
    await shows(page, '20.5');
    await sensor.say(47.5);
    await shows(page, '47.5');

    await product.stop('SIGKILL');
    await says(page, 'Offline', 25_000);
    expect(ownErrors(page)).toEqual([]);
  }, 120_000);

  it('stays live when only requests fail, and loads what failed when they work again', async () => {
    const { sensor, url } = await startReporting();
    const page = await openPage('about:blank');
    await page.route('**/api/**', (route) => route.abort());
    await page.goto(url);
    await shows(page, '20.5');
    await sensor.say(47.5);
    await shows(page, '47.5');
    await says(page, 'Live');
    const retry = page.locator('.chart-card').getByRole('button', { name: 'Try again' }).first();
    await retry.waitFor();
    await page.unrouteAll();
    await retry.click();
    await page.locator('.chart-card canvas').first().waitFor();
    expect(ownErrors(page)).toEqual([]);
  }, 90_000);

  it('shows the newest values at once when a page that was frozen is shown again', async () => {
    const { sensor, url } = await startReporting();
    const page = await openPage(url);
    await shows(page, '20.5');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await sensor.say(47.5);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await shows(page, '47.5');
    await counts(page.locator('.banner-bad'), 0);
    expect(ownErrors(page)).toEqual([]);
  }, 60_000);
});
