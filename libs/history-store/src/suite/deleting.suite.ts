import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aMessage, aReading, batchOf, hourMs, range, t0, windowed } from './fixtures.js';
import { edgesAt, one, socPct, tabled, weightedMeans } from './summed.js';

const soc = (second: number, value: number) => aReading({ atMs: t0 + second * 1_000, value });

const deletion = { device: 'battery:b1', metrics: ['socPct'], fromMs: t0 + 10_000, toMs: t0 + 20_000 };

/** Ranges deleted: what is left, and what follows it. */
export function describeDeleting(openEmpty: OpenEmpty): void {
  describe('deletePoints', () => {
    it('deletes the readings from fromMs to before toMs, and says how many there were', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(9, 1), soc(10, 2), soc(19, 3), soc(20, 4))]);
      expect(await store.deletePoints(deletion)).toBe(2);
      expect((await store.points(range())).points.map(({ value }) => value)).toEqual([1, 4]);
      expect(await store.deletePoints(deletion)).toBe(0);
    });

    it('deletes every index of the metrics, and nothing of other metrics, devices and originals', async () => {
      const store = await openEmpty();
      const gone = [soc(10, 1), { ...soc(10, 1), index: '1' }, { ...soc(10, 1), metric: 'voltageV' }];
      const kept = [
        { ...soc(10, 1), metric: 'currentA' },
        { ...soc(10, 1), device: 'battery:b2' },
      ];
      await store.append([{ readings: [...gone, ...kept], messages: [aMessage()] }]);
      expect(await store.deletePoints({ ...deletion, metrics: ['socPct', 'voltageV', 'none'] })).toBe(3);
      expect(await store.latest({})).toEqual(kept);
      expect((await store.messages({ ...range(), limit: 10 })).messages).toHaveLength(1);
    });

    it('is followed by windows, statistics, the latest and series', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 1), soc(10, 50), soc(15, 70))]);
      const edgesMs = edgesAt(0, 12, 60);
      expect(tabled(await one(store, { edgesMs }))).toMatchObject({ count: [2, 1], max: [50, 70] });
      await store.deletePoints(deletion);
      expect((await store.windows(windowed())).windows).toMatchObject([{ count: 1, max: 1, last: 1 }]);
      expect(await store.statistics(range())).toMatchObject([{ count: 1, mean: 1, lastAtMs: t0 }]);
      expect(await store.latest({})).toEqual([soc(0, 1)]);
      expect(tabled(await one(store, { edgesMs }))).toMatchObject({
        count: [1, 0],
        sum: [1, 0],
        last: [1, null],
      });
      expect(await weightedMeans(store, edgesMs)).toEqual([1, 1]);
    });

    it('leaves nothing of a series that is deleted as a whole', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 1), soc(10_000, 2))]);
      expect(await store.deletePoints({ ...deletion, fromMs: 0, toMs: t0 + 10 * hourMs })).toBe(2);
      expect(await store.latest({})).toEqual([]);
      const answer = await store.series({
        series: [socPct],
        edgesMs: edgesAt(0, 20_000),
        isTimeWeighted: true,
      });
      expect(answer.map((entry) => [tabled(entry).count, entry.before])).toEqual(
        answer.map(() => [[0], undefined]),
      );
    });

    it('lets a reading be written again', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(10, 1))]);
      await store.deletePoints(deletion);
      expect(await store.append([batchOf(soc(10, 7))])).toMatchObject([{ storedPoints: 1 }]);
      expect(tabled(await one(store, { edgesMs: edgesAt(0, 60) }))).toMatchObject({ count: [1], sum: [7] });
    });
  });
}
