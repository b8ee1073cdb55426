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
});
