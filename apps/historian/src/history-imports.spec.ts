import { describe, expect, it } from '@jest/globals';
import { historyDelete, historyImport, type PointColumns } from '@kilowatch/contracts';
import { aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { HistorianWorld } from './suite/historian-world.js';

const columns: PointColumns = {
  series: [
    { device: 'battery:b1', metric: 'socPct' },
    { device: 'battery:b1', metric: 'voltageV' },
  ],
  of: [0, 1, 0, 0],
  atMs: [testTimeMs, testTimeMs, testTimeMs + 1, testTimeMs + 2],
  value: [1, 48, 2, 3],
};
const importing = ({ world }: HistorianWorld, block: PointColumns) =>
  world.client.request(historyImport, {}, block);
const valuesOf = async (historian: HistorianWorld) =>
  (await historian.range()).points.map(({ value }) => value);

describe('an import', () => {
  it('is there when it is answered, and adds nothing when it comes again', async () => {
    const historian = await HistorianWorld.start();
    for (let i = 0; i < 2; i += 1) {
      expect(await importing(historian, columns)).toEqual({ accepted: 4, refused: [] });
      expect(await valuesOf(historian)).toEqual([1, 2, 3]);
    }
    expect(await historian.latest({ metrics: ['voltageV'] })).toMatchObject([{ value: 48 }]);
  });

  it('names what it does not take by its position, and takes the rest', async () => {
    const historian = await HistorianWorld.start();
    const block = {
      ...columns,
      of: [0, 2, 0, 0],
      atMs: [testTimeMs, testTimeMs, 0, testTimeMs + 86_400_000],
      ordinal: [5, 0, 0, 0],
    };
    expect(await importing(historian, block)).toEqual({
      accepted: 1,
      refused: [
        { position: 1, reason: 'there is no series 2' },
        { position: 2, reason: expect.stringMatching(/between 2000-01-01.* and 2026-01-01T00:10/) },
        { position: 3, reason: expect.stringMatching(/between/) },
      ],
    });
    expect(await historian.latest()).toMatchObject([{ value: 1, ordinal: 5 }]);
  });

  it('of columns that are not equally long is refused as a whole', async () => {
    const historian = await HistorianWorld.start();
    await expect(importing(historian, { ...columns, value: [1] })).rejects.toMatchObject({
      message: expect.stringMatching(/equally long/),
    });
    expect(await historian.latest()).toEqual([]);
  });
});

describe('a deletion', () => {
  it('takes readings away, those that wait for the store too, and tells how many', async () => {
    const historian = await HistorianWorld.start();
    await importing(historian, columns);
    await eventually(async () => expect(await historian.store.latest({})).toHaveLength(2));
    const append = historian.store.append.bind(historian.store);
    let isAway = true;
    historian.store.append = async (batches) => {
      if (isAway) throw new Error('not now');
      return append(batches);
    };
    await historian.send([
      aReading({ atMs: testTimeMs + 1, ordinal: 1 }),
      aReading({ atMs: testTimeMs + 9 }),
    ]);
    await eventually(async () => expect(await valuesOf(historian)).toHaveLength(5));
    const asked = { device: 'battery:b1', metrics: ['socPct'], fromMs: testTimeMs + 1, toMs: testTimeMs + 3 };
    const answer = await historian.world.client.request(historyDelete, {}, { ...asked, by: 'a test' });
    expect(answer).toEqual({ points: 3 });
    expect(await valuesOf(historian)).toEqual([1, 42]);
    isAway = false;
    await eventually(async () =>
      expect(await historian.store.latest({})).toMatchObject([{ atMs: testTimeMs + 9 }, {}]),
    );
    expect(await valuesOf(historian)).toEqual([1, 42]);
  });
});
