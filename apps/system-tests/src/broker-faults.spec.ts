import { expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson, postJson } from './http.js';
import { inServicesMode, ServicesProduct, startServices } from './product.js';

/** All services start at once, and then wait for the broker. */
const whileStarting = { withinMs: 20_000 };

const chargesOf = (seen: readonly { text: string }[]): number[] =>
  seen.map(({ text }) => (JSON.parse(text) as { charge: number }).charge);

inServicesMode('a broker that fails', () => {
  it('is waited for at the start: nothing ends, everything says why, and it all comes up when it does', async () => {
    const product = await ServicesProduct.prepare({ DEMO: 'off' });
    await product.startServices();
    for (const service of product.services.values())
      await eventually(
        async () => expect(await service.problems()).toContain('connection refused'),
        whileStarting,
      );
    // The API listens when the first patience with the broker has passed.
    await eventually(
      async () =>
        expect(await postJson(`${product.url}/charge`, { charge: 1 })).toMatchObject({
          status: 500,
          body: { code: 'broker.disconnected' },
        }),
      whileStarting,
    );

    await product.broker.start();
    await product.ready();
    const witness = await product.observer('battery/#');
    expect(await postJson(`${product.url}/charge`, { charge: 2 })).toMatchObject({ status: 200 });
    await eventually(() => expect(chargesOf(witness.seen)).toEqual([2]));
  }, 40_000);

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'goes (%s) and comes back: errors at once that say so, nothing applied late, what devices kept arrives',
    async (signal) => {
      const product = await startServices({ DEMO: 'off' });
      const battery = await product.broker.battery('b1', 'battery/#');
      expect(await postJson(`${product.url}/charge`, { charge: 1 })).toMatchObject({ status: 200 });
      await eventually(() => expect(chargesOf(battery.seen)).toEqual([1]));

      await product.broker.save();
      await product.broker.stop(signal);
      await eventually(async () => {
        const startedAtMs = performance.now();
        const { status, body } = await postJson(`${product.url}/charge`, { charge: 2 });
        expect(status).toBe(500);
        expect((body as { error: string }).error).toMatch(/broker/);
        expect(performance.now() - startedAtMs).toBeLessThan(1_000);
      });
      for (const service of product.services.values())
        await eventually(async () =>
          expect(await service.problems()).toMatch(/Not connected to the MQTT broker/),
        );
      const delivered = battery.publish('batteries/b1/state', {
        socPct: 61,
        at: new Date(Date.now()).toISOString(),
      });

      await product.broker.start();
      const backAtMs = performance.now();
      await product.ready();
      await eventually(async () =>
        expect(await postJson(`${product.url}/charge`, { charge: 3 })).toMatchObject({ status: 200 }),
      );
      expect(performance.now() - backAtMs).toBeLessThan(5_000);
      await delivered;
      await eventually(async () =>
        expect(await getJson(`${product.url}/api/v1/devices/battery%3Ab1/latest`)).toMatchObject({
          body: { readings: [{ metric: 'socPct', value: 61 }] },
        }),
      );
      await eventually(() => expect(chargesOf(battery.seen)).toContain(3));
      expect(chargesOf(battery.seen)).toEqual([1, 3]);
      expect((await getJson(`${product.url}/read`)).body).toMatchObject([{ charge: 1 }, { charge: 3 }]);
    },
    40_000,
  );

  it('is away for a minute: each command is an error at once, and 5 s after its return everything works', async () => {
    const product = await startServices({ DEMO: 'off' });
    await product.broker.stop('SIGTERM');
    const goneAtMs = performance.now();
    let slowestMs = 0;
    await eventually(
      async () => {
        const askedAtMs = performance.now();
        expect((await postJson(`${product.url}/charge`, { charge: 1 })).status).toBe(500);
        slowestMs = Math.max(slowestMs, performance.now() - askedAtMs);
        expect(performance.now() - goneAtMs).toBeGreaterThan(60_000);
      },
      { withinMs: 70_000, everyMs: 500 },
    );
    expect(slowestMs).toBeLessThan(1_000);

    await product.broker.start();
    const witness = await product.observer('battery/#');
    const works = async (): Promise<void> =>
      expect(await postJson(`${product.url}/charge`, { charge: 2 })).toMatchObject({ status: 200 });
    await eventually(works, { withinMs: 5_000 });
    await product.ready();
    await eventually(() => expect(chargesOf(witness.seen)).toEqual([2]));
  }, 100_000);

  it('refuses one service its password: that one says so, and runs on', async () => {
    const product = await ServicesProduct.prepare({ DEMO: 'off' });
    await product.broker.start();
    const wrong = { MQTT_PASSWORD_FILE: '', MQTT_PASSWORD: 'not-the-password' };
    await product.startServices({ 'mqtt-publisher': { env: wrong } });
    const publisher = product.service('mqtt-publisher');
    await eventually(
      async () => expect(await publisher.problems()).toMatch(/user name or password/),
      whileStarting,
    );
    for (const service of product.services.values()) if (service !== publisher) await service.ready();
    const { status, body } = await postJson(`${product.url}/charge`, { charge: 1 });
    expect(status).toBe(500);
    expect((body as { error: string }).error).toMatch(/mqtt-publisher is not running or not connected/);
    expect(await publisher.problems()).toMatch(/user name or password/);
    expect(publisher.isRunning).toBe(true);
    expect(publisher.output.split('\n').length).toBeLessThan(30);
  }, 40_000);

  it('has a name that cannot be resolved: every service says so, and none ends', async () => {
    const product = await ServicesProduct.prepare({ DEMO: 'off', MQTT_BROKER_HOST: 'nowhere.invalid' });
    await product.startServices();
    for (const service of product.services.values()) {
      await eventually(
        async () => expect(await service.problems()).toMatch(/nowhere\.invalid.*cannot be resolved/),
        whileStarting,
      );
      expect(service.isRunning).toBe(true);
    }
    await eventually(
      async () =>
        expect(await getJson(`${product.url}/livedata`)).toMatchObject({
          body: { code: 'broker.disconnected', error: expect.stringContaining('nowhere.invalid') },
        }),
      whileStarting,
    );
  }, 40_000);
});
