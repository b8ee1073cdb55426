import { afterAll, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { closeBrowser, openPage } from './browser.js';
import { postJson } from './http.js';
import { inBothModes } from './product.js';

afterAll(closeBrowser);

const aReading = {
  device_id: 'ESP32_07',
  voltage: 3.7,
  current_ma: 150.5,
  temperature: 25.3,
  wifi_rssi: -45,
};

inBothModes('the pages of devices', (start) => {
  it('tell how to connect the first one, and show it as soon as it speaks', async () => {
    const product = await start({ DEMO: 'off' });
    const page = await openPage(`${product.url}/devices/cell`);
    await page.getByText(/curl .*\/sensor_data/).waitFor();
    expect(await postJson(`${product.url}/sensor_data`, aReading)).toMatchObject({ status: 200 });
    const card = page.locator('[data-device="cell:ESP32_07"]');
    const current = card.locator('[data-metric="currentA"]');
    await eventually(async () => expect(await current.innerText()).toMatch(/0\.1505\s*A/));
    expect(await card.innerText()).toMatch(/Online/);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('show names as they are, and several sensors of a gas apart', async () => {
    const product = await start({ DEMO: 'off' });
    const name = '<img src=x onerror=alert(1)> עברית';
    const sensors = [
      { type: 'CO', val: 12 },
      { type: 'CO', val: 3_856 },
    ];
    await postJson(`${product.url}/receive-json`, { pct: 90, id: name, ts: 3600, sensors });
    const page = await openPage(`${product.url}/devices/gas`, {
      width: 320,
      height: 640,
      colorScheme: 'dark',
    });
    const card = page.locator('.device-card').filter({ hasText: name });
    await card.waitFor();
    expect(await page.locator('.device-card img').count()).toBe(0);
    expect(await card.innerText()).toMatch(/CO #1\s+12\s*ppm\s+CO #2\s+3,856\s*ppm/);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(page.errors).toEqual([]);
  }, 60_000);
});
