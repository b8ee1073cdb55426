import { afterAll, expect, it } from '@jest/globals';
import { expectAccessible } from '../axe.js';
import { closeBrowser, openPage } from '../browser.js';
import { getJson, postJson } from '../http.js';
import { inBothModes, startStandalone } from '../product.js';
import { becomes, counts, isNotWider, says } from './seen.js';

afterAll(closeBrowser);

const hostile = '<img src=x onerror=alert(1)> עברית';
const kept = async (url: string) =>
  ((await getJson(`${url}/api/v1/quarantine?limit=1`)).body as { kept: number }).kept;

inBothModes('the quarantine page', (start) => {
  it('says that all was understood, and shows what is refused without a reload', async () => {
    const product = await start({ DEMO: 'off' });
    const page = await openPage(`${product.url}/quarantine`);
    await page.getByRole('heading', { name: 'Nothing is in quarantine' }).waitFor();
    await expectAccessible(page);
    await postJson(`${product.url}/sensor_data`, { device_id: hostile, voltage: 'a lot' });
    const refusal = page.locator('[data-refusal]');
    await says(refusal, /Not understood http:\/sensor_data.*"voltage" must be/);
    expect(await refusal.locator('img').count()).toBe(0);
    await refusal.getByRole('button', { name: 'Show what was sent' }).click();
    await refusal.getByLabel('What was sent').getByText(`"device_id": "${hostile}"`).waitFor();
    await expectAccessible(page);
    expect(page.errors).toEqual([]);
  }, 60_000);

  it('takes in again what has become right, deletes one, and all after a question', async () => {
    const product = await start({ DEMO: 'off' });
    const { url } = product;
    const battery = await product.battery('b1');
    await battery.publish('batteries/b1/state', 'no JSON');
    for (const voltage of ['x', 'y', 'z']) await postJson(`${url}/sensor_data`, { device_id: 'E', voltage });
    await becomes(() => kept(url), 4);
    const page = await openPage(`${url}/quarantine`);
    const refusals = page.locator('[data-refusal]');
    await counts(refusals, 4);
    await refusals.first().getByRole('button', { name: 'Take in again' }).click();
    await refusals.first().getByText('1 refused again').waitFor();
    await refusals.first().getByRole('button', { name: 'Delete' }).click();
    await counts(refusals, 3);
    await page.getByRole('button', { name: 'Take all in again' }).click();
    await page.getByText('3 refused again').waitFor();
    await page.getByRole('button', { name: 'Delete all' }).click();
    const question = page.getByRole('dialog', { name: 'Delete 3 refused inputs?' });
    await question.waitFor();
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await kept(url)).toBe(3);
    await page.getByRole('button', { name: 'Delete all' }).click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing is kept any more; 4 inputs were refused so far.').waitFor();
    await becomes(() => kept(url), 0);
    expect(page.errors).toEqual([]);
  }, 60_000);
});

it('the quarantine page shows one reason of several, older ones on request, on a small phone', async () => {
  const product = await startStandalone({ DEMO: 'off', BATTERY_RATED_KW: '15' });
  const { url } = product;
  const battery = await product.battery();
  await battery.publish('battery/charge', '{"charge":1,"unit":"kW"}', { retain: true });
  for (let i = 0; i < 60; i += 1) await battery.publish(`sensors/s${i}/power`, '{"value":null}');
  await becomes(() => kept(url), 61);
  const page = await openPage(`${url}/quarantine`, { width: 320, height: 640, colorScheme: 'dark' });
  const refusals = page.locator('[data-refusal]');
  await counts(refusals, 50);
  await page.getByRole('button', { name: 'Show older ones' }).click();
  await counts(refusals, 61);
  expect(await isNotWider(page)).toBe(true);
  await page.locator('[data-reason="message.retained-command"]').click();
  await counts(refusals, 1);
  await page.waitForURL(/code=message\.retained-command/);
  await counts(refusals.getByRole('button', { name: 'Take in again' }), 0);
  await page.reload();
  await counts(refusals, 1);
  expect(page.errors).toEqual([]);
}, 60_000);
