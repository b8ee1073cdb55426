import { describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { chargesIn } from './chronicle.js';
import { getJson, postJson } from './http.js';
import { inBothModes } from './product.js';

const stored = { readings: [{ metric: 'socPct', value: 42 }] };

inBothModes('the product', (start) => {
  describe.each(['SIGTERM', 'SIGKILL'] as const)('after %s of all its processes', (signal) => {
    it('has lost nothing that was answered, and everything works again within 5 s', async () => {
      const before = await start({ DEMO: 'off' });
      const written = Array.from({ length: 20 }, (_, i) => i + 1);
      for (const charge of written) {
        expect((await postJson(`${before.url}/writeCharge`, { charge })).status).toBe(200);
      }
      const battery = await before.battery('b1');
      await battery.publish('batteries/b1/state', { socPct: 42 });
      await eventually(async () =>
        expect(await getJson(`${before.url}/api/v1/devices/battery%3Ab1/latest`)).toMatchObject({
          body: stored,
        }),
      );

      const ends = await before.stop(signal);
      if (signal === 'SIGTERM') expect(ends).toEqual(ends.map((end) => ({ ...end, code: 0, signal: null })));

      const startedAtMs = Date.now();
      const after = await before.again();
      expect((await postJson(`${after.url}/charge`, { charge: 99 })).status).toBe(200);
      expect(await chargesIn(after.url)).toEqual([...written, 99]);
      expect(await getJson(`${after.url}/api/v1/devices/battery%3Ab1/latest`)).toMatchObject({
        body: stored,
      });
      expect(Date.now() - startedAtMs).toBeLessThan(after.wholeWithinMs);
    }, 180_000);
  });

  it('ends within 5 s of SIGTERM with sockets and requests open', async () => {
    const product = await start();
    await product.observer('#');
    const askedAtMs = Date.now();
    const ends = await product.stop('SIGTERM');
    expect(ends).toEqual(ends.map((end) => ({ ...end, code: 0, signal: null })));
    expect(Date.now() - askedAtMs).toBeLessThan(product.wholeWithinMs);
  }, 120_000);
});
