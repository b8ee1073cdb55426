import { expect, it } from '@jest/globals';
import { healthDetails } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { chargesIn } from './chronicle.js';
import { getJson, postJson } from './http.js';
import { freePort, inServicesMode, ServicesProduct } from './product.js';
import { hasInflux } from './product/influx.js';
import { canMount, SmallVolume } from './product/small-volume.js';

/** What the historian says of its store; '' when all is well. */
async function storeProblemIn(url: string): Promise<string> {
  const { services } = healthDetails.parse((await getJson(`${url}/api/v1/health/details`)).body);
  return String(services.find(({ service }) => service === 'historian')?.figures?.['storeProblem'] ?? '');
}

inServicesMode('a history that fails', () => {
  it('has no InfluxDB: everything works on what is journalled, and says so', async () => {
    const product = await ServicesProduct.prepare({ DEMO: 'off' });
    const { url } = product;
    const historian = product.service('historian');
    const env = { INFLUXDB_URL: `http://127.0.0.1:${await freePort()}`, INFLUXDB_TOKEN: 'any' };
    await product.broker.start();
    await product.startServices({ historian: { env: { HISTORY: 'influxdb', ...env } } });
    for (const service of product.services.values()) await service.ready();
    const observer = await product.observer('battery/charge');
    expect(await postJson(`${url}/charge`, { charge: 3 })).toMatchObject({ status: 200 });
    await observer.sees(({ text }) => text.includes('"charge":3,'));
    const startedAtMs = performance.now();
    expect(await getJson(`${url}/livedata`)).toMatchObject({ status: 200, body: { charge: 3 } });
    expect(await postJson(`${url}/writeCharge`, { charge: 4 })).toMatchObject({ status: 200 });
    expect(await chargesIn(url)).toEqual([3, 4]);
    expect(performance.now() - startedAtMs).toBeLessThan(6_000);
    expect(await getJson(`${url}/api/v1/latest`)).toMatchObject({
      status: 200,
      body: { partial: expect.stringMatching(/InfluxDB.*does not listen/) },
    });
    await eventually(async () => expect(await storeProblemIn(url)).toMatch(/InfluxDB.*does not listen/));
    expect(await historian.problems()).toBe('');
    expect(historian.output.split('\n').length).toBeLessThan(40);
  }, 40_000);

  const withInflux = hasInflux ? it : it.skip;
  withInflux.each([
    ['a wrong token', { INFLUXDB_TOKEN: 'not-the-token' }, /token/i],
    ['a bucket that is not there', { INFLUXDB_BUCKET: 'nowhere' }, /bucket/i],
    ['an organisation that is not there', { INFLUXDB_ORG: 'nobody' }, /organi[sz]ation|INFLUXDB_ORG/i],
  ])(
    `has %s (with INFLUX_TEST_URL): the historian says so, and commands work`,
    async (_, env, reason) => {
      const product = await ServicesProduct.prepare({ DEMO: 'off' });
      await product.broker.start();
      await product.startServices({ historian: { env } });
      const historian = product.service('historian');
      for (const service of product.services.values()) await service.ready();
      await eventually(async () => expect(await storeProblemIn(product.url)).toMatch(reason));
      expect(await postJson(`${product.url}/charge`, { charge: 3 })).toMatchObject({ status: 200 });
      expect((await getJson(`${product.url}/livedata`)).body).toMatchObject({ charge: 3 });
      expect(historian.output).not.toContain('not-the-token');
    },
    40_000,
  );

  const withVolume = canMount() ? it : it.skip;
  const condition = canMount() ? '' : ' (needs Linux and root: no volume can be mounted here)';
  withVolume(
    `is on a full disk: it says so, control goes on, nothing is lost when there is space again${condition}`,
    async () => {
      const volume = SmallVolume.mount();
      const product = await ServicesProduct.prepare({ DEMO: 'off' });
      const { url } = product;
      await product.start({ historian: { env: { HISTORY: 'sqlite', DATA_DIR: volume.folder } } });
      const battery = await product.battery('b1');
      expect(await postJson(`${url}/writeCharge`, { charge: 1 })).toMatchObject({ status: 200 });

      volume.fill();
      const observer = await product.observer('battery/charge');
      await eventually(async () =>
        expect(await postJson(`${url}/writeCharge`, { charge: 2 })).toMatchObject({
          status: 500,
          body: { error: expect.stringMatching(/full/) },
        }),
      );
      await eventually(async () => expect(await product.service('historian').problems()).toMatch(/full/));
      expect(await postJson(`${url}/charge`, { charge: 3 })).toMatchObject({ status: 200 });
      await observer.sees(({ text }) => text.includes('"charge":3,'));
      await battery.publish('batteries/b1/state', { socPct: 44 });
      expect(await chargesIn(url)).toContain(1);

      volume.empty();
      await product.ready();
      expect(await postJson(`${url}/writeCharge`, { charge: 4 })).toMatchObject({ status: 200 });
      await eventually(async () => expect(await chargesIn(url)).toEqual(expect.arrayContaining([1, 3, 4])));
      await eventually(async () =>
        expect(await getJson(`${url}/api/v1/devices/battery%3Ab1/latest`)).toMatchObject({
          body: { readings: [{ metric: 'socPct', value: 44 }] },
        }),
      );
    },
    40_000,
  );
});
