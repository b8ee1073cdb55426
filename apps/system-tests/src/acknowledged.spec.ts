import { describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { chargesIn, reportTimesOf } from './chronicle.js';
import { getJson, postJson } from './http.js';
import { freePort, startStandalone, type StandaloneProduct } from './product.js';
import { canMount, SmallVolume } from './product/small-volume.js';
import type { Witness } from './witness.js';

/** Reports of a battery with their own times, one for each millisecond of a past second. */
class Reports {
  readonly acknowledged: number[] = [];
  private readonly firstMs = Date.now() - 60_000;
  private sent = 0;

  constructor(private readonly device: Witness) {}

  async send(count: number): Promise<void> {
    const times = Array.from({ length: count }, () => this.firstMs + this.sent++);
    await Promise.all(times.map((atMs) => this.report(atMs)));
  }

  private async report(atMs: number): Promise<void> {
    const at = new Date(atMs).toISOString();
    await this.device.publish('batteries/b1/state', { at, socPct: (atMs % 1_000) / 10 });
    this.acknowledged.push(atMs);
  }
}

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

const inHistory = ({ url }: StandaloneProduct): Promise<number[]> => reportTimesOf(url, 'b1');

describe('what the embedded broker has acknowledged', () => {
  it('is in the history exactly once after SIGKILL right behind the last acknowledgement', async () => {
    const before = await startStandalone({ DEMO: 'off' });
    const reports = new Reports(await before.battery());
    await reports.send(300);
    await before.stop('SIGKILL');

    const after = await before.again();
    await eventually(async () => expect(await inHistory(after)).toEqual(ascending(reports.acknowledged)));
    expect(reports.acknowledged).toHaveLength(300);
    await after.stop('SIGTERM');
    const again = await after.again(); // nothing of it comes another time
    expect(await inHistory(again)).toEqual(ascending(reports.acknowledged));
  }, 60_000);

  it('is there after SIGKILL in the midst of it, three times; no command is sent to the battery again', async () => {
    let product = await startStandalone({ DEMO: 'off' });
    const acknowledged: number[] = [];
    for (const charge of [1, 2, 3]) {
      const reports = new Reports(await product.battery());
      void reports.send(400).catch(() => undefined); // cut off by the kill
      expect((await postJson(`${product.url}/charge`, { charge })).status).toBe(200);
      await eventually(() => expect(reports.acknowledged.length).toBeGreaterThan(100));
      await product.stop('SIGKILL');
      acknowledged.push(...reports.acknowledged);
      product = await product.again();
      const battery = await product.observer('battery/charge');
      expect((await postJson(`${product.url}/discharge`, { discharge: 1 })).status).toBe(200);
      expect(battery.seen).toEqual([]);
    }
    await eventually(async () => {
      const times = await inHistory(product);
      expect(times).toEqual(expect.arrayContaining(acknowledged));
      expect(new Set(times).size).toBe(times.length);
    });
    const isCharge = (charge: number | null): boolean => charge !== null;
    await eventually(async () => expect((await chargesIn(product.url)).filter(isCharge)).toEqual([1, 2, 3]));
  }, 60_000);

  const withVolume = canMount() ? it : it.skip;
  const condition = canMount() ? '' : ' (needs Linux and root: no volume can be mounted here)';
  withVolume(
    `is no more than the disk takes while it is full, which is said; commands work, and it goes on when there is space${condition}`,
    async () => {
      const volume = SmallVolume.mount();
      const health = String(await freePort());
      const product = await startStandalone({ DEMO: 'off', DATA_DIR: volume.folder, HEALTH_PORT: health });
      const device = await product.battery();
      const reports = new Reports(device);
      await reports.send(10);
      await eventually(async () => expect(await inHistory(product)).toHaveLength(10));

      volume.fill();
      const battery = await product.observer('battery/charge');
      void reports.send(100).catch(() => undefined);
      const ready = (): Promise<unknown> => getJson(`http://127.0.0.1:${health}/health/ready`);
      await eventually(async () =>
        expect(JSON.stringify(await ready())).toMatch(/broker-journal[^"]* cannot grow: the disk is full/),
      );
      for (const charge of [1, 2, 3])
        expect(await postJson(`${product.url}/charge`, { charge })).toMatchObject({ status: 200 });
      await eventually(() => expect(battery.seen).toHaveLength(3));
      expect(reports.acknowledged.length).toBeLessThan(50); // some may fit into the last page of a file

      volume.empty();
      await eventually(() => expect(reports.acknowledged).toHaveLength(110));
      await eventually(async () => expect(await inHistory(product)).toEqual(ascending(reports.acknowledged)));
      await eventually(async () => expect(await ready()).toMatchObject({ status: 200 }));
    },
    60_000,
  );
});
