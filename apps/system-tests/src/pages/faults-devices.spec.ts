import { afterAll, describe, expect, it } from '@jest/globals';
import { closeBrowser, openPage } from '../browser.js';
import { husdata, saidByPumps } from '../heat-pump-messages.js';
import { startStandalone } from '../product.js';
import { says } from './seen.js';

afterAll(closeBrowser);

const names = 'option:checked, .page-head-name';

describe('a site with more devices than can be live', () => {
  it('says so on the page of the system, and goes on with those that are', async () => {
    const product = await startStandalone({ DEMO: 'off', LIVE_MAX_DEVICES: '2' });
    const site = await product.battery();
    for (const name of ['north', 'east', 'south'])
      await site.publish(`batteries/${name}/state`, { socPct: 64 });
    const page = await openPage(`${product.url}/system`);
    await says(
      page.locator('[data-trouble="places"]'),
      /Warning.*Devices without live values.*LIVE_MAX_DEVICES=2: 1$/i,
    );
    expect(page.errors).toEqual([]);
  }, 60_000);
});

describe('a page without a device in its address', () => {
  it('stays with its battery when that goes offline, and another would come first', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const site = await product.battery();
    await site.publish('batteries/east/state', { socPct: 64 });
    await site.publish('batteries/west/state', { socPct: 31 });
    const page = await openPage(`${product.url}/battery`);
    const head = page.locator('.device-choice');
    const soc = page.locator('[data-metric="socPct"]').first();
    await says(head.locator(names), /^east$/);
    await site.publish('batteries/east/status', 'offline', { retain: true });
    await page.locator('.badge-offline').waitFor();
    await site.publish('batteries/east/state', { socPct: 65 });
    await says(soc, /^65/);
    await says(head.locator(names), /^east$/);
    await head.selectOption('battery:west');
    await says(soc, /^31/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('stays with its heat pump when one comes that would be the first', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const gateway = await product.battery();
    for (const [topic, payload] of saidByPumps[3]![2]) await gateway.publish(topic, payload);
    const page = await openPage(`${product.url}/heat-pump`);
    await says(page.locator('.page-head-name'), /^nibe$/);
    for (const [topic, payload] of husdata({ '0008': '19.4' })) await gateway.publish(topic, payload);
    const choice = page.locator('.device-choice');
    await says(choice.locator('option').first(), /^0004A3B1C2D3$/);
    await says(choice.locator('option:checked'), /^nibe$/);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
