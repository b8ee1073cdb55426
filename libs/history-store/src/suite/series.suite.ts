import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aReading, batchOf, hourMs, t0 } from './fixtures.js';
import { edgesAt, one, socPct, tabled } from './summed.js';
import { describeTimeWeighted } from './time-weighted.suite.js';

const soc = (second: number, value: number, ordinal = 0) =>
  aReading({ atMs: t0 + second * 1_000, value, ordinal });

/** Windows between any edges, of several series at once. */
export function describeSeries(openEmpty: OpenEmpty): void {
  describe('series', () => {
    it('sums up what lies between each two edges, however far apart they are', async () => {
      const store = await openEmpty();
      await store.append([
        batchOf(soc(-1, 99), soc(0, 4), soc(59, 1), soc(60, 7), soc(3_599, 2), soc(3_600, 99)),
      ]);
      expect(tabled(await one(store, { edgesMs: edgesAt(0, 60, 61, 3_600) }))).toEqual({
        count: [2, 1, 1],
        min: [1, 7, 2],
        max: [4, 7, 2],
        sum: [5, 7, 2],
        last: [1, 7, 2],
        lastAtMs: [t0 + 59_000, t0 + 60_000, t0 + 3_599_000],
        firstAtMs: [t0, t0 + 60_000, t0 + 3_599_000],
      });
    });

    it('leaves windows without readings empty', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 4), soc(125, 2))]);
      const { count, min, max, sum, last, lastAtMs } = tabled(
        await one(store, { edgesMs: edgesAt(-60, 0, 60, 120, 180) }),
      );
      expect([count, sum]).toEqual([
        [0, 1, 0, 1],
        [0, 4, 0, 2],
      ]);
      expect([min, max, last]).toEqual(Array(3).fill([null, 4, null, 2]));
      expect(lastAtMs).toEqual([null, t0, null, t0 + 125_000]);
    });

    it('has an empty entry for a series whose points lie elsewhere, and none for an unknown one', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 4))]);
      const series = [
        socPct,
        { device: 'battery:b1', metric: 'voltageV' },
        { device: 'battery:b9', metric: 'socPct' },
      ];
      const answer = await store.series({ series, edgesMs: edgesAt(10, 20) });
      expect(answer.map(({ name, sums }) => [name, [...sums.count]])).toEqual([[socPct, [0]]]);
    });

    it('takes a name without an index for every index of the metric, each series once, in order', async () => {
      const store = await openEmpty();
      const indices = [undefined, '10', '2'] as const;
      const readings = ['battery:b2', 'battery:b1'].flatMap((device) =>
        indices.map((index) => aReading({ device, metric: 'cellVoltageV', ...(index && { index }) })),
      );
      await store.append([batchOf(...readings, soc(0, 1))]);
      const asked = async (...series: { device: string; metric: string; index?: string }[]) =>
        (await store.series({ series, edgesMs: edgesAt(0, 1) })).map(({ name }) => name);
      const cells = (device: string) => ({ device, metric: 'cellVoltageV' });
      const expanded = (device: string) => [
        cells(device),
        { ...cells(device), index: '10' },
        { ...cells(device), index: '2' },
      ];
      expect(
        await asked(cells('battery:b2'), socPct, { ...cells('battery:b1'), index: '2' }, cells('battery:b1')),
      ).toEqual([...expanded('battery:b1'), socPct, ...expanded('battery:b2')]);
      expect(await asked({ ...cells('battery:b1'), index: '2' })).toEqual([
        { ...cells('battery:b1'), index: '2' },
      ]);
      expect(await asked({ ...cells('battery:b1'), index: '3' })).toEqual([]);
    });

    it('takes the last of readings that share a time from the highest ordinal, also when it came first', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(5, 9, 3)), batchOf(soc(5, 1, 2), soc(4, 8, 7))]);
      expect(tabled(await one(store, { edgesMs: edgesAt(0, 10) }))).toMatchObject({
        count: [3],
        sum: [18],
        last: [9],
      });
    });

    it('counts a reading once that is written again, and one that comes late', async () => {
      const store = await openEmpty();
      const edgesMs = edgesAt(0, 60, 120);
      await store.append([batchOf(soc(10, 1), soc(70, 3))]);
      expect(tabled(await one(store, { edgesMs }))).toMatchObject({ count: [1, 1], sum: [1, 3] });
      await store.append([batchOf(soc(20, 5)), batchOf(soc(10, 1), soc(70, 3))]);
      expect(tabled(await one(store, { edgesMs }))).toMatchObject({
        count: [2, 1],
        sum: [6, 3],
        last: [5, 3],
      });
    });

    it('answers alike for a long range as a whole and in many windows', async () => {
      const store = await openEmpty();
      const readings = Array.from({ length: 1_500 }, (_, i) => soc(i * 97, (i * 7) % 101));
      for (let i = 0; i < 3; i += 1)
        await store.append([batchOf(...readings.filter((_, at) => at % 3 === i))]);
      const hours = Float64Array.from({ length: 42 }, (_, i) => t0 + i * hourMs);
      const { count, sum } = tabled(await one(store, { edgesMs: hours }));
      expect(tabled(await one(store, { edgesMs: edgesAt(0, 41 * 3_600) }))).toMatchObject({
        count: [count.reduce<number>((total, n) => total + (n ?? 0), 0)],
        sum: [sum.reduce<number>((total, n) => total + (n ?? 0), 0)],
        min: [0],
        max: [100],
      });
    });

    it('sees a write that was asked for right before', async () => {
      const store = await openEmpty();
      const written = store.append([batchOf(soc(0, 4))]);
      expect(tabled(await one(store, { edgesMs: edgesAt(0, 1) })).count).toEqual([1]);
      await written;
    });
  });

  describeTimeWeighted(openEmpty);
}
