import { describe, it } from '@jest/globals';
import { hourMs, t0 } from './suite/fixtures.js';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { expectSameSeriesAsMemory } from './suite/same-series.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file } = sqliteFiles();
const later = t0 + 1_000 * hourMs;

describe('roll-ups', () => {
  it.each([
    ['before anything is rolled up', {}, () => undefined],
    ['when everything is rolled up', {}, (store: InProcessSqlite) => store.keepHouse()],
    ['while roll-ups are made', { sliceMs: 0 }, (store: InProcessSqlite) => store.keepHouseABit()],
  ])('answer as points would, %s', async (_when, limits, between) => {
    let store: InProcessSqlite;
    await expectSameSeriesAsMemory(
      async () => (store = new InProcessSqlite({ file: file(), nowMs: later, limits })),
      { numRuns: 40, between: async () => between(store) },
    );
  });
});
