import { describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { chargesIn, reportTimesOf } from './chronicle.js';
import { postJson } from './http.js';
import { inServicesMode, startServices } from './product.js';
import { Traffic } from './traffic.js';

const patience = { withinMs: 15_000 };

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

inServicesMode('a second process of a service by mistake', () => {
  describe.each(['historian', 'mqtt-publisher', 'ingest'] as const)('%s', (name) => {
    it('waits and says so, does nothing twice, and takes over when the first is gone', async () => {
      const product = await startServices({ DEMO: 'off' });
      const first = product.service(name);
      const observer = await product.observer('battery/charge');
      const traffic = new Traffic(product, await product.battery('b1'), 'b1');
      const second = await first.twin();
      second.start();
      await eventually(
        async () =>
          expect(await second.problems()).toMatch(
            new RegExp(`Another ${name} works already \\(host .*process ${first.pid}\\b`),
          ),
        patience,
      );
      const known = traffic.asked.length;
      await eventually(() => expect(traffic.asked.length).toBeGreaterThan(known + 50), patience);
      expect(await first.problems()).toBe('');
      expect(second.isRunning).toBe(true);
      expect(traffic.asked.filter(({ status }) => status !== 200)).toEqual([]);

      await first.stop('SIGKILL');
      const goneAtMs = performance.now();
      await second.ready();
      await eventually(async () =>
        expect(await postJson(`${product.url}/charge`, { charge: 100 })).toMatchObject({ status: 200 }),
      );
      const tookMs = performance.now() - goneAtMs;
      expect({ tookMs, isInTime: tookMs < 8_000 }).toMatchObject({ isInTime: true });

      first.start();
      await eventually(
        async () => expect(await first.problems()).toMatch(new RegExp(`process ${second.pid}\\b`)),
        patience,
      );
      await traffic.stop();

      const seen = observer.seen.map(({ text }) => (JSON.parse(text) as { charge: number }).charge);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(traffic.answered('/charge')));
      const own = [...traffic.answered('/writeCharge'), ...seen];
      await eventually(async () => {
        const stored = await chargesIn(product.url);
        expect(stored).toEqual(expect.arrayContaining(own));
        expect(new Set(stored).size).toBe(stored.length);
      });
      await eventually(async () =>
        expect(ascending(await reportTimesOf(product.url, 'b1'))).toEqual(traffic.reported),
      );
    }, 60_000);
  });

  it('and two that start at the same moment: one of them works', async () => {
    const product = await startServices({ DEMO: 'off' });
    const first = product.service('historian');
    await first.stop('SIGKILL');
    const second = await first.twin();
    first.start();
    second.start();
    await eventually(async () => {
      const said = [await first.problems(), await second.problems()];
      expect(said).toContainEqual('');
      expect(said).toContainEqual(expect.stringMatching(/Another historian works already/));
    }, patience);
    expect(await postJson(`${product.url}/writeCharge`, { charge: 4 })).toMatchObject({ status: 200 });
    expect(await chargesIn(product.url)).toEqual([4]);
  }, 40_000);
});
