import { expect, it } from '@jest/globals';
import type { ServiceName } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { chargesIn, reportTimesOf } from './chronicle.js';
import { getJson, postJson } from './http.js';
import { inServicesMode, startServices } from './product.js';
import { Traffic } from './traffic.js';

const names: readonly ServiceName[] = [
  'historian',
  'ingest',
  'mqtt-publisher',
  'control-api',
  'realtime-gateway',
];

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

inServicesMode('one service after the other', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'ends (%s) and starts again under traffic: all is well within 5 s and nothing confirmed is lost',
    async (signal) => {
      const product = await startServices({ DEMO: 'off' });
      const { url } = product;
      const observer = await product.observer('battery/charge');
      const traffic = new Traffic(product, await product.battery('b1'), 'b1');
      for (const name of names) {
        const known = traffic.asked.length;
        await eventually(() => expect(traffic.asked.length).toBeGreaterThan(known + 10), {
          withinMs: 15_000,
        });
        const end = await product.service(name).stop(signal);
        if (signal === 'SIGTERM') expect([name, end]).toMatchObject([name, { code: 0 }]);
        const startedAtMs = performance.now();
        product.service(name).start();
        await eventually(async () => {
          const charge = 100 + names.indexOf(name);
          expect([name, await postJson(`${url}/charge`, { charge })]).toMatchObject([name, { status: 200 }]);
          expect([name, await getJson(`${url}/livedata`)]).toMatchObject([name, { status: 200 }]);
          await product.service(name).ready();
        });
        const tookMs = performance.now() - startedAtMs;
        expect({ name, tookMs, isInTime: tookMs < 5_000 }).toMatchObject({ isInTime: true });
      }
      await traffic.stop();

      const commanded = observer.seen.map(({ text }) => (JSON.parse(text) as { charge: number }).charge);
      const own = commanded.filter((charge) => charge < 100);
      expect(new Set(own).size).toBe(own.length);
      expect(own).toEqual(expect.arrayContaining(traffic.answered('/charge')));
      await eventually(async () => {
        const stored = await chargesIn(url);
        expect(stored).toEqual(expect.arrayContaining(traffic.answered('/writeCharge')));
        expect(ascending(stored.filter((charge) => own.includes(charge)))).toEqual(ascending(own));
      });
      await eventually(async () =>
        expect(ascending(await reportTimesOf(url, 'b1'))).toEqual(traffic.reported),
      );
      expect(traffic.asked.filter(({ tookMs }) => tookMs > 4_000)).toEqual([]);
    },
    60_000,
  );
});
