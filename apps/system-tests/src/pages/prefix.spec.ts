import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { closeBrowser, openPage } from '../browser.js';
import { startStandalone } from '../product.js';
import { behindPrefix } from '../product/prefix-proxy.js';
import { patience } from './seen.js';

afterAll(closeBrowser);

describe('below a path of a proxy that tells nothing of it', () => {
  it('every page loads, lives, commands and leads to the next one', async () => {
    const product = await startStandalone();
    const root = await behindPrefix(product.url, '/home/energy/');
    const page = await openPage(`${root}battery/demo?range=6h`);
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    const voltage = page.locator('[data-metric="voltageV"]').filter({ hasText: /\d/ });
    await voltage.first().waitFor();
    await page.fill('#command-power', '4');
    await page.press('#command-power', 'Enter');
    await page.getByText('charge set to: 4 kW').waitFor();
    await page.getByRole('link', { name: 'Gas', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Gas' }).waitFor();
    await page.waitForURL(`${root}gas?range=6h`);
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    await eventually(() => {
      expect(sockets.at(-1)).toContain('/home/energy/socket.io/');
    }, patience);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
