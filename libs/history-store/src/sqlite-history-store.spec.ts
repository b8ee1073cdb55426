import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { describeHistoryStore } from './history-store.suite.js';
import { aMessage, aReading, batchOf, range, t0, windowed } from './suite/fixtures.js';
import { expectSameAsMemory } from './suite/same-as-memory.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file, open } = sqliteFiles();

/** Every point is sealed as soon as there is a moment, at the latest before the next write. */
const sealing = { hotPoints: 0, housekeepingMs: 1 };

describe.each([
  ['points hot', {}],
  ['points sealed', sealing],
])('with %s', (what, limits) => {
  describeHistoryStore(`SQLite, ${what}`, () =>
    open({ file: file(), limits: { messagePageBytes: 100, forgetPoints: 1, ...limits } }),
  );

  it('answers as the store in memory does, whatever was written', () =>
    expectSameAsMemory(() => open({ file: file(), limits })));
});

it('keeps everything over a restart, and knows the batches that it has written', async () => {
  const path = file();
  const batch = { id: { source: 's', batch: 'b' }, readings: [aReading()], messages: [aMessage()] };
  const before = await open({ file: path });
  await before.append([batch]);
  await before.close();
  const after = await open({ file: path });
  expect(await after.append([batch])).toMatchObject([{ isRepeated: true }]);
  expect(await after.latest({})).toEqual([aReading()]);
  expect((await after.messages({ ...range(), limit: 5 })).messages).toEqual([aMessage()]);
});

it('stores whole numbers as integers', async () => {
  const path = file();
  const store = await open({ file: path, limits: sealing });
  await store.append([{ ...batchOf(aReading({ value: 5 })), messages: [aMessage()] }]);
  await store.append([batchOf(aReading({ atMs: t0 + 1 }))]); // seals what is there
  await store.close();
  const db = new DatabaseSync(path);
  const points =
    'SELECT typeof(first_at_ms) AS a, typeof(last_ordinal) AS b, typeof(points) AS c FROM chunks';
  expect({ ...db.prepare(points).get() }).toEqual({ a: 'integer', b: 'integer', c: 'integer' });
  const messages = 'SELECT typeof(bytes) AS a, typeof(first_at_ms) AS b FROM message_log';
  expect({ ...db.prepare(messages).get() }).toEqual({ a: 'integer', b: 'integer' });
  db.close();
});

it.each([
  ['number', { messageRows: 3 }, 3],
  ['size', { messageBytes: 25 }, 2],
])('drops the oldest messages beyond the allowed %s', async (_what, limits, kept) => {
  const store = await open({ file: file(), limits });
  const messages = Array.from({ length: 10 }, (_, i) => aMessage({ arrival: i, body: 'ten chars!' }));
  for (const message of messages) await store.append([{ readings: [], messages: [message] }]);
  const page = await store.messages({ ...range(), limit: 100 });
  expect(page.messages).toEqual(messages.slice(-kept));
  await store.forget('battery:b1');
  await store.append([{ readings: [], messages: messages.slice(0, kept) }]); // the totals are right after all that
  expect((await store.messages({ ...range(), limit: 100 })).messages).toHaveLength(kept);
});

it('remembers the newest batches of each source, however many others there are', async () => {
  const store = await open({ file: file(), limits: { batchesPerSource: 10, batchesInAll: 1_000 } });
  const named = (source: string, n: number) => ({ id: { source, batch: `b${n}` }, ...batchOf() });
  await store.append([named('quiet', 0)]);
  await store.append(Array.from({ length: 50 }, (_, n) => named('busy', n)));
  const again = await store.append([
    named('quiet', 0),
    named('busy', 49),
    named('busy', 40),
    named('busy', 0),
  ]);
  expect(again.map(({ isRepeated }) => isRepeated)).toEqual([true, true, true, false]);
});

it('pages through windows of a long and sparse range', async () => {
  const store = await open({ file: file() });
  const dayMs = 86_400_000;
  await store.append([
    batchOf(...Array.from({ length: 50 }, (_, i) => aReading({ atMs: t0 + i * 20 * dayMs }))),
  ]);
  const { windows, next } = await store.windows(
    windowed({ stepMs: 1_000, toMs: t0 + 2_000 * dayMs, limit: 50 }),
  );
  expect(windows).toHaveLength(50);
  expect(next).toBeUndefined();
});

it('names what it cannot store, and stores the rest', async () => {
  const store = await open({ file: file() });
  const bad = [
    aReading({ value: Number.NaN }),
    aReading({ value: -Infinity }),
    aReading({ atMs: 0.5 }),
    aReading({ receivedAtMs: -1 }),
    aReading({ ordinal: 2 ** 64 }),
  ];
  const [outcome, other] = await store.append([
    batchOf(...bad, aReading({ value: 7 })),
    batchOf(aReading({ ordinal: 1 })),
  ]);
  expect(outcome).toMatchObject({ storedPoints: 1, refused: bad.map((reading) => ({ reading })) });
  expect(outcome?.refused?.[0]?.reason).toBe('the value must be a finite number, not NaN');
  expect(other).toEqual({ storedPoints: 1, storedMessages: 0, isRepeated: false });
  expect((await store.points(range())).points.map(({ value }) => value)).toEqual([7, 50]);
});
