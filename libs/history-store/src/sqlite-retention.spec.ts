import { describe, expect, it } from '@jest/globals';
import type { HistoryLimits } from './history-limits.js';
import { MemoryHistoryStore } from './memory-history-store.js';
import { aReading, range } from './suite/fixtures.js';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { answered, append, dayMs, edgesEvery, every, hourMs, minuteMs, utc } from './suite/rolled-up.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file } = sqliteFiles();
const day = utc('2025-01-10T00:00');
const week = day + 7 * dayMs;

/** A store with a week of readings every 20 s, at the end of that week, and the reference. */
async function aWeek(limits: Partial<HistoryLimits>, parts = {}) {
  const store = new InProcessSqlite({ file: file(), nowMs: week, limits });
  const reference = new MemoryHistoryStore();
  const readings = [
    ...every(20_000, day, day + hourMs, parts),
    ...every(5 * minuteMs, day + hourMs, week, parts),
  ];
  for (const one of [store, reference]) await append(one, readings);
  return { store, reference };
}

const pointsOf = async (store: InProcessSqlite): Promise<number[]> => {
  const { points } = await store.points({ ...range(), fromMs: 0, toMs: week + dayMs, limit: 5_000 });
  return points.map(({ atMs }) => atMs);
};

const days = edgesEvery(dayMs, day, week);
const minutes = edgesEvery(minuteMs, day, day + 2 * hourMs);

describe('retention', () => {
  it('deletes readings after the days that they are kept, and keeps what they added up to', async () => {
    const { store, reference } = await aWeek({ rawDays: 3 });
    store.keepHouse();
    expect((await pointsOf(store))[0]).toBe(week - 3 * dayMs);
    for (const [edgesMs, level] of [
      [days, '1day'],
      [minutes, '1min'], // also of hours with so few readings that there were no minutes before
    ] as const) {
      expect(await answered(store, edgesMs)).toEqual({ ...(await answered(reference, edgesMs)), level });
    }
  });

  it('keeps them for ever where it is told so, and by the kind of device', async () => {
    const limits = { rawDays: 0, rawDaysByKind: { gas: 2 } };
    const { store } = await aWeek(limits);
    await append(store, every(hourMs, day, week, { device: 'gas:meter' }));
    store.keepHouse();
    expect((await pointsOf(store))[0]).toBe(day);
    const ofGas = await store.points({
      ...range({ device: 'gas:meter' }),
      fromMs: 0,
      toMs: week,
      limit: 100,
    });
    expect(ofGas.points[0]?.atMs).toBe(week - 2 * dayMs);
  });

  it('answers with what is left where the question is finer, and says its level', async () => {
    const { store, reference } = await aWeek({ rawDays: 1, minuteDays: 2, quarterDays: 3, hourDays: 7 });
    store.keepHouse();
    store.nowMs = week + 10 * dayMs;
    for (let pass = 0; pass < 4; pass += 1) store.keepHouse(); // a level after the other
    const edgesMs = edgesEvery(15 * minuteMs, day, day + 2 * hourMs);
    const { level, table } = await answered(store, edgesMs);
    expect(level).toBe('1h');
    expect(table.count).toEqual([0, 0, 0, 180, 0, 0, 0, 12]); // each hour where its last reading is
    expect(table.last).toEqual(
      (await answered(reference, edgesMs)).table.last.map((x, i) => (i % 4 === 3 ? x : null)),
    );
  });

  it('takes little at a time', async () => {
    const { store } = await aWeek({ rawDays: 3, retentionPoints: 50, sliceMs: 0 });
    let left = await pointsOf(store);
    for (let slice = 0; slice < 2_000 && left[0] !== week - 3 * dayMs; slice += 1) {
      store.nowMs += 1;
      store.keepHouseABit();
      const after = await pointsOf(store);
      expect(left.length - after.length).toBeLessThanOrEqual(50);
      left = after;
    }
    expect(left[0]).toBe(week - 3 * dayMs);
  });

  it('waits until readings are rolled up', async () => {
    const { store } = await aWeek({ rawDays: 3, rollupQuietMs: 30 * dayMs });
    store.keepHouse();
    expect((await pointsOf(store))[0]).toBe(day);
  });

  it('leaves the newest day of a series, however old it is', async () => {
    const { store } = await aWeek({ rawDays: 3 });
    store.nowMs = week + 100 * dayMs;
    store.keepHouse();
    expect((await pointsOf(store))[0]).toBe(week - dayMs);
    expect(await store.latest({})).toMatchObject([{ atMs: week - 5 * minuteMs }]);
  });

  it('carries a value over the time from which readings are kept', async () => {
    const { store } = await aWeek({ rawDays: 3 });
    store.keepHouse();
    const fromMs = week - 3 * dayMs;
    const asked = { series: [{ device: 'battery:b1', metric: 'socPct' }], isTimeWeighted: true };
    const [entry] = await store.series({ ...asked, edgesMs: Float64Array.of(fromMs, fromMs + minuteMs) });
    expect(entry?.before?.atMs).toBe(fromMs - 5 * minuteMs);
  });
});

describe('readings from before the time that is kept', () => {
  const late = (minute: number, value: number) =>
    aReading({ atMs: day + hourMs + minute * minuteMs + 30_000, value });

  it('fill minutes that have none, and leave the others as they are', async () => {
    const { store, reference } = await aWeek({ rawDays: 3 });
    store.keepHouse();
    await append(store, [late(0, 1_000), late(1, 2_000)]); // there is one at minute 0, none at minute 1
    await append(reference, [late(1, 2_000)]);
    store.keepHouse();
    for (const edgesMs of [minutes, days]) {
      expect((await answered(store, edgesMs)).table).toEqual((await answered(reference, edgesMs)).table);
    }
    expect((await pointsOf(store))[0]).toBe(week - 3 * dayMs);
  });

  it('count once when the same import is made again', async () => {
    const { store } = await aWeek({ rawDays: 3 });
    store.keepHouse();
    const before = await answered(store, days);
    await append(store, every(5 * minuteMs, day + hourMs, day + dayMs));
    expect((await answered(store, days)).table).toEqual(before.table);
    store.keepHouse();
    expect((await answered(store, days)).table).toEqual(before.table);
  });

  it('are seen at once where there was nothing', async () => {
    const { store } = await aWeek({ rawDays: 3 });
    store.keepHouse();
    const earlier = edgesEvery(hourMs, day - dayMs, day);
    await append(store, every(minuteMs, day - dayMs, day));
    const seen = await answered(store, earlier);
    expect(seen.table.count).toEqual(Array(24).fill(60));
    store.keepHouse();
    expect(await answered(store, earlier)).toEqual({ ...seen, level: '1h' });
  });

  it('are deleted in whole minutes', async () => {
    const { store, reference } = await aWeek({ rawDays: 3 });
    store.keepHouse();
    const asked = { ...range(), fromMs: day + 10 * minuteMs, toMs: day + 2 * dayMs + 7 * hourMs };
    const deleted = await store.deletePoints(asked);
    expect(deleted).toBe(await reference.deletePoints(asked));
    for (const edgesMs of [minutes, days]) {
      expect((await answered(store, edgesMs)).table).toEqual((await answered(reference, edgesMs)).table);
    }
    expect(await store.deletePoints(asked)).toBe(0);
  });
});
