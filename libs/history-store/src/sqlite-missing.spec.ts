import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reading } from '@kilowatch/contracts';
import type { HistoryStore } from './history-store.js';
import { MemoryHistoryStore } from './memory-history-store.js';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { answered, append, dayMs, edgesEvery, every, hourMs, minuteMs, utc } from './suite/rolled-up.js';
import { sqliteFiles } from './suite/sqlite-files.js';
import { one } from './suite/summed.js';
import { timeWeights } from './time-weights.js';

const { file } = sqliteFiles();
const day = utc('2025-01-10T00:00');
const week = day + 7 * dayMs;

const isMissingAt = (atMs: number): boolean => {
  const [dayOf, timeMs] = [Math.floor((atMs - day) / dayMs), (atMs - day) % dayMs];
  if (dayOf === 2) return true;
  if (dayOf === 1) return timeMs >= 6 * hourMs + 7 * minuteMs && timeMs < 12.5 * hourMs;
  if (dayOf === 4) return timeMs % hourMs === 0;
  return dayOf === 3 && timeMs % (20 * minuteMs) === 10 * minuteMs;
};

const heard = (atMs: number): Reading[] =>
  every(5 * minuteMs, day, week)
    .filter((one) => one.atMs >= atMs)
    .map((one) => (isMissingAt(one.atMs) ? { ...one, value: -127, quality: 'missing' } : one));

/** A week every 5 minutes with a sensor that is missing for hours, for a day, and now and then. */
async function aWeek(rawDays: number): Promise<[InProcessSqlite, HistoryStore]> {
  const store = new InProcessSqlite({ file: file(), nowMs: week, limits: { rawDays } });
  const reference = new MemoryHistoryStore();
  for (const one of [store, reference]) await append(one, heard(day));
  store.keepHouse();
  return [store, reference];
}

/** Integrals in nine digits, and over how long they are. */
async function weightsOf(store: HistoryStore, edgesMs: Float64Array) {
  const { sums, before } = await one(store, { edgesMs, isTimeWeighted: true });
  const { weighted, weightMs } = timeWeights(sums, before);
  return { weighted: Array.from(weighted, (value) => Number(value.toPrecision(9))), weightMs };
}

describe.each([
  ['with their points', 0],
  ['of which only they are left', 2],
])('roll-ups %s', (_what, rawDays) => {
  let store: InProcessSqlite;
  let reference: HistoryStore;
  beforeAll(async () => {
    [store, reference] = await aWeek(rawDays);
  });
  afterAll(() => store.close());

  it.each([
    ['1day', dayMs, day, week],
    ['1h', hourMs, day, day + 4 * dayMs],
    ['15min', 15 * minuteMs, day + dayMs, day + 3 * dayMs],
    ['minute', minuteMs, day + dayMs + 5 * hourMs, day + dayMs + 8 * hourMs],
    ['minute, of a day without any', minuteMs, day + 2 * dayMs - hourMs, day + 2 * dayMs + hourMs],
    [
      'part of an hour: readings before, missing after',
      68 * minuteMs,
      day + 29 * hourMs,
      day + 31.5 * hourMs,
    ],
    [
      'part of an hour: missing before, readings after',
      62 * minuteMs,
      day + 98 * hourMs,
      day + 100.5 * hourMs,
    ],
  ])('leave out what was missing: windows of a %s', async (_level, stepMs, fromMs, toMs) => {
    const edgesMs = edgesEvery(stepMs, fromMs, toMs - ((toMs - fromMs) % stepMs));
    expect((await answered(store, edgesMs)).table).toEqual((await answered(reference, edgesMs)).table);
    expect(await weightsOf(store, edgesMs)).toEqual(await weightsOf(reference, edgesMs));
  });
});

it('a series that was always missing has no windows, is no statistic, and can be deleted', async () => {
  const store = new InProcessSqlite({ file: file(), nowMs: week, limits: { rawDays: 1 } });
  await append(store, every(5 * minuteMs, day, week, { value: -127, quality: 'missing' }));
  store.keepHouse();
  const query = { device: 'battery:b1', metrics: ['socPct'], fromMs: 0, toMs: week, limit: 100 };
  expect(await store.windows({ ...query, stepMs: hourMs })).toEqual({ windows: [] });
  expect(await store.statistics(query)).toEqual([]);
  expect(await store.latest({})).toMatchObject([{ value: -127, quality: 'missing' }]);
  expect(await store.forget('battery:b1')).toMatchObject({ points: 288 });
  expect(store.blocks()).toBe(0);
  await store.close();
});
