import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from '../browser.js';
import { runCurl, runWholePublish } from '../pasted-line.js';
import { type Environment, inServicesMode, startServices, startStandalone } from '../product.js';
import { counts, patience, says } from './seen.js';

afterAll(closeBrowser);

const promised = [
  'battery:rack_1',
  'cell:ESP32_01',
  'gas:handheld 1',
  'heat-pump:0004A3B1C2D3',
  'sensor:temp_01',
];

/** What each button of the page puts on the clipboard. */
async function copiedLines(page: Page): Promise<string[]> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const buttons = page.locator('.welcome').getByRole('button', { name: 'Copy' });
  await counts(buttons, promised.length);
  const lines: string[] = [];
  for (let left = promised.length; left > 0; left -= 1) {
    await buttons.first().click(); // then it is called "Copied"
    await counts(buttons, left - 1);
    lines.push(await page.evaluate<string>('navigator.clipboard.readText()'));
  }
  return lines;
}

describe('the lines that connect a first device', () => {
  it.each<[string, Environment]>([
    ['as they are', {}],
    ['with the key where there is one', { API_KEY: 'a-key-of-the-system-tests' }],
  ])(
    'work as they are copied, %s',
    async (_name, env) => {
      const product = await startStandalone({ DEMO: 'off', ...env });
      const page = await openPage(product.url);
      if (env['API_KEY'] !== undefined) {
        await page.fill('#login-key', env['API_KEY']);
        await page.press('#login-key', 'Enter');
      }
      await says(page.locator('.welcome'), new RegExp(`mosquitto_pub -h 127.0.0.1 -p ${product.mqttPort} `));
      const lines = await copiedLines(page);
      for (const line of lines)
        if (line.startsWith('curl')) expect(await runCurl(line, product, env)).toBe(200);
        else await runWholePublish(line, env);
      const headers = env['API_KEY'] === undefined ? {} : { 'X-API-Key': env['API_KEY'] };
      await eventually(async () => {
        const body: unknown = await (await fetch(`${product.url}/api/v1/devices`, { headers })).json();
        const { devices } = body as { devices: { device: string }[] };
        expect(devices.map(({ device }) => device).sort()).toEqual(promised);
      }, patience);
      await says(page.locator('.figure-battery'), /64\.0 ?%/);
      expect(page.errors.filter((error) => !error.includes('401'))).toEqual([]);
    },
    60_000,
  );

  it('come with what opens the broker to other machines, while it serves its own only', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const page = await openPage(product.url);
    await says(
      page.locator('.welcome'),
      /only be reached from the server itself\. .* MQTT_HOST=0\.0\.0\.0 and API_KEY\./,
    );
    await page.goto(`${product.url}/heat-pump`);
    await says(page.locator('.notice'), /mosquitto_pub .*HP\/0007.* Copy .* MQTT_HOST=0\.0\.0\.0/);
    await page.goto(`${product.url}/gas`);
    await says(page.locator('.notice'), /curl .*receive-json.* Copy$/);
  }, 60_000);

  it('go where the page comes from when the broker listens everywhere', async () => {
    const API_KEY = 'a-key-of-the-system-tests';
    const product = await startStandalone({ DEMO: 'off', API_KEY, MQTT_HOST: '0.0.0.0' });
    const page = await openPage(product.url);
    await page.fill('#login-key', API_KEY);
    await page.press('#login-key', 'Enter');
    const welcome = page.locator('.welcome');
    await says(
      welcome,
      new RegExp(`mosquitto_pub -h localhost -p ${product.mqttPort} -u device -P "\\$API_KEY" `),
    );
    expect(await welcome.innerText()).not.toContain('MQTT_HOST');
    expect(await welcome.innerText()).not.toContain(API_KEY);
  }, 60_000);
});

inServicesMode('the lines that connect a device, between containers', () => {
  it('have the account of the device, as each has its own', async () => {
    const product = await startServices({ DEMO: 'off', TRUSTED_NETWORK: 'container' });
    const { password } = await product.broker.accessOf('device', 'rack_1');
    const page = await openPage(`${product.url}/battery`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const notice = page.locator('.notice');
    await says(notice, /MQTT_PUBLISH_ADDRESS=0\.0\.0\.0\. .*“docker-compose run --rm init device rack_1”/);
    await notice.getByRole('button', { name: 'Copy' }).click();
    await notice.getByRole('button', { name: 'Copied' }).waitFor();
    const line = await page.evaluate<string>('navigator.clipboard.readText()');
    await runWholePublish(line, { MQTT_PASSWORD: password! });
    await says(page.locator('[data-metric="socPct"]').first(), /64\.0/);
  }, 60_000);
});
