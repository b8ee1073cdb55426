import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type HistoryBatch, MemoryHistoryStore } from '@kilowatch/history-store';
import { anOriginalMessage, aReading, aTemporaryFolder, eventually, testTimeMs } from '@kilowatch/testing';
import { accountedFor, batchOf, drained, FickleStore, journaled } from '../suite/journaled.js';
import { Flow } from './flow.js';
import type { JournaledHistory } from './journaled-history.js';
import { defaultJournaledLimits } from './open-journaled-history.js';

const at = (ms: number, parts: Parameters<typeof aReading>[0] = {}) =>
  aReading({ atMs: testTimeMs + ms, receivedAtMs: testTimeMs + ms, value: ms, ...parts });
const query = { device: 'battery:b1', metrics: ['socPct'], fromMs: 0, toMs: 2 * testTimeMs, limit: 10_000 };
const valuesIn = async (store: Pick<MemoryHistoryStore, 'points'>) =>
  (await store.points(query)).points.map(({ value }) => value);
const { backlog } = defaultJournaledLimits;

async function awayStore(): Promise<FickleStore> {
  const store = new FickleStore();
  store.isAway = true;
  return store;
}

/** What a process would find that is started after this one was killed right now. */
async function killedCopyOf(folder: string): Promise<string> {
  const copy = join(await aTemporaryFolder(), 'journal');
  await cp(folder, copy, { recursive: true, filter: (file) => !/lock|\.new$/.test(file) });
  return copy;
}

describe('while the store is away', () => {
  it('writes are taken, every answer has them and says what is wrong; the store has them when it is back', async () => {
    const store = await awayStore();
    store.isReadable = false;
    const flow = new Flow();
    const history = await journaled(store, { flow });
    await history.append([batchOf(at(0), at(1))]);
    await history.append([batchOf(at(2))]);
    const page = await history.points(query);
    expect(page.points.map(({ value }) => value)).toEqual([0, 1, 2]);
    expect(page.partial).toMatch(/store is away.*gone fishing/);
    const latest = await history.latest({});
    expect([[...latest], latest.partial]).toEqual([[at(2)], expect.stringContaining('gone fishing')]);
    expect(history.problem()).toBeUndefined();
    await eventually(() => expect(history.storeProblem()).toBe('the store has gone fishing'));
    expect(accountedFor(flow, history.figures().waiting)).toBe(flow.journalled);

    store.isAway = false;
    store.isReadable = true;
    await drained(history);
    expect(await valuesIn(store)).toEqual([0, 1, 2]);
    expect(await history.points(query)).toEqual(await store.points(query));
    expect(history.storeProblem()).toBeUndefined();
    expect(flow).toMatchObject({ journalled: 3, stored: 3, duplicate: 0, dropped: 0 });
  });

  it('what is too much for the memory is named until it is stored; the latest of it is known', async () => {
    const store = await awayStore();
    const history = await journaled(store, {
      limits: { backlog: { ...backlog, readings: 10, chunkReadings: 5 } },
    });
    const other = at(3, { metric: 'voltageV' });
    await history.append([batchOf(other)]);
    for (let ms = 10; ms < 60; ms += 1) await history.append([batchOf(at(ms))]);
    const page = await history.points(query);
    expect(page.points.length).toBeLessThan(20);
    expect(page.partial).toMatch(/\d+ readings from 2026-01-01T00:00:00.\d+Z to .* wait in the journal/);
    expect((await history.points({ ...query, fromMs: testTimeMs + 58 })).partial).toBeUndefined();
    expect([...(await history.latest({}))]).toEqual([at(59), other]);

    store.isAway = false;
    await drained(history);
    expect(await valuesIn(store)).toHaveLength(50);
    expect(await history.points(query)).toEqual(await store.points(query));
  });

  it('what is newest goes first when it is back, and commands in their order', async () => {
    const store = await awayStore();
    const written: number[] = [];
    const history = await journaled(store, {
      limits: { backlog: { ...backlog, readings: 12, chunkReadings: 4 } },
    });
    const command = (value: number): HistoryBatch => ({
      ...batchOf(aReading({ metric: 'charge', value })),
      ordinals: 'next',
    });
    for (let ms = 0; ms < 40; ms += 1) {
      await history.append([batchOf(at(ms))]);
      if (ms % 10 === 0) await history.append([command(ms)]);
    }
    const append = store.append.bind(store);
    store.append = async (batches) => {
      const outcomes = await append(batches);
      written.push(...batches.flatMap(({ readings }) => readings).map(({ value }) => value));
      return outcomes;
    };
    expect(await history.latest({ metrics: ['charge'] })).toMatchObject([{ value: 30 }]);
    store.isAway = false;
    await drained(history);
    expect(written[0]).toBeGreaterThan(30);
    expect(written.indexOf(35)).toBeLessThan(written.indexOf(25));
    const charges = await store.points({ ...query, metrics: ['charge'] });
    expect(charges.points.map(({ value }) => value)).toEqual([0, 10, 20, 30]);
    expect(await valuesIn(store)).toHaveLength(40);
  });
});

describe('after a crash', () => {
  it('what had not reached the store is shown, and stored once', async () => {
    const folder = join(await aTemporaryFolder(), 'journal');
    const first = await journaled(await awayStore(), { folder });
    const messages = [anOriginalMessage()];
    await first.append([{ ...batchOf(at(0), at(1)), messages }, batchOf(at(2))]);
    const [store, flow] = [await awayStore(), new Flow()];
    const second = await journaled(store, { folder: await killedCopyOf(folder), flow });
    expect(await valuesIn(second)).toEqual([0, 1, 2]);
    expect(flow.found).toBe(3);
    store.isAway = false;
    await drained(second);
    expect(await valuesIn(store)).toEqual([0, 1, 2]);
    expect((await store.messages({ ...query, limit: 10 })).messages).toEqual(messages);
    expect(flow).toMatchObject({ stored: 3, duplicate: 0 });
  });

  it('between the store and the note of it, nothing is stored twice: commands and originals neither', async () => {
    const folder = join(await aTemporaryFolder(), 'journal');
    const store = new FickleStore();
    const first = await journaled(store, { folder, limits: { progressMs: 60_000 } });
    const command = { ...batchOf(aReading({ metric: 'charge' })), ordinals: 'next' as const };
    await first.append([{ ...batchOf(at(0)), messages: [anOriginalMessage()] }, command]);
    await first.append([{ ...command, readings: [aReading({ metric: 'charge', value: 7 })] }]);
    await drained(first);
    const flow = new Flow();
    const second = await journaled(store, { folder: await killedCopyOf(folder), flow });
    await drained(second);
    expect(flow).toMatchObject({ found: 3, stored: 0, duplicate: 3 });
    expect((await store.points({ ...query, metrics: ['socPct', 'charge'] })).points).toHaveLength(3);
    expect((await store.messages({ ...query, limit: 10 })).messages).toHaveLength(1);
  });

  it('only what was not noted is read again', async () => {
    const folder = join(await aTemporaryFolder(), 'journal');
    const store = new FickleStore();
    const first = await journaled(store, { folder });
    await first.append([batchOf(at(0))]);
    await first.close();
    const flow = new Flow();
    const second = await journaled(new FickleStore(), { folder, flow });
    expect([flow.found, second.figures().waiting]).toEqual([0, 0]);
  });

  it('deleted readings do not come back out of the journal', async () => {
    const folder = join(await aTemporaryFolder(), 'journal');
    const limits = { backlog: { ...backlog, readings: 4, chunkReadings: 2 } };
    const first = await journaled(await awayStore(), { folder, limits });
    for (let ms = 0; ms < 20; ms += 1)
      await first.append([batchOf(at(ms), at(ms, { device: 'battery:demo' }))]);
    await first.deletePoints({ ...query, fromMs: testTimeMs + 5, toMs: testTimeMs + 15 });
    await first.forget('battery:demo');
    await first.append([batchOf(at(10, { value: -1 }))]); // written later: it stays
    const store = new FickleStore();
    const second = await journaled(store, { folder: await killedCopyOf(folder), limits });
    await drained(second);
    expect(await valuesIn(store)).toEqual([0, 1, 2, 3, 4, -1, 15, 16, 17, 18, 19]);
    expect(await store.latest({})).toHaveLength(1);
  });
});

describe('what the store does not want', () => {
  it('is told with what it was part of, and counted', async () => {
    const store = new FickleStore();
    const append = store.append.bind(store);
    store.append = async (batches) => {
      const [outcome] = await append(
        batches.map((batch) => ({ ...batch, readings: batch.readings.slice(1) })),
      );
      const refused = [{ reading: batches[0]!.readings[0]!, reason: 'no' }];
      return [{ ...outcome!, refused }];
    };
    const flow = new Flow();
    const told: unknown[] = [];
    const onRefused = async (written: readonly { outcome: unknown }[]) => void told.push(...written);
    const history = await journaled(store, { flow, onRefused });
    await history.append([batchOf(at(0), at(1))]);
    await drained(history);
    expect(flow).toMatchObject({ journalled: 2, stored: 1, duplicate: 0, quarantined: 1 });
    expect(told).toMatchObject([{ outcome: { refused: [{ reading: at(0), reason: 'no' }] } }]);
  });

  it('for reasons unknown does not keep the others waiting, and is kept', async () => {
    const store = new FickleStore();
    const append = store.append.bind(store);
    let isChoking = true;
    store.append = async (batches) => {
      if (isChoking && batches.some(({ readings }) => readings[0]?.value === 3)) throw new TypeError('hm');
      return append(batches);
    };
    const history = await journaled(store);
    await history.append(Array.from({ length: 8 }, (_, ms) => batchOf(at(ms))));
    await eventually(async () => expect(await valuesIn(store)).toEqual([0, 1, 2, 4, 5, 6, 7]));
    expect(await valuesIn(history)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    isChoking = false;
    await drained(history);
    expect(await valuesIn(store)).toHaveLength(8);
  });
});

describe('a journal without room', () => {
  it('takes nothing until the store has taken something, and says so; answers go on', async () => {
    const store = await awayStore();
    const history = await journaled(store, { limits: { journal: { quotaBytes: 64 * 1024 } } });
    const big = (i: number): HistoryBatch => ({
      readings: [at(i)],
      messages: [anOriginalMessage({ arrival: i, body: 'x'.repeat(4_000) })],
    });
    const fill = async (most: number): Promise<void> => {
      for (let i = 0; i < most; i += 1) await history.append([big(i)]);
    };
    await expect(fill(100)).rejects.toMatchObject({ code: 'history.full' });
    expect(history.problem()).toBeDefined();
    const shown = (await valuesIn(history)).length;
    expect(shown).toBeGreaterThan(5);
    store.isAway = false;
    await drained(history);
    expect(await valuesIn(store)).toHaveLength(shown);
    await eventually(async () => history.append([big(99)]));
    expect(history.problem()).toBeUndefined();
    await drained(history);
    expect(await valuesIn(store)).toHaveLength(shown + 1);
  });
});

describe('questions and writes at the same time', () => {
  it('count each reading once, whatever is underway', async () => {
    const store = new FickleStore();
    const history: JournaledHistory = await journaled(store);
    const series = [{ device: 'battery:b1', metric: 'socPct' }];
    const edgesMs = Float64Array.of(testTimeMs, testTimeMs + 1_000);
    for (let ms = 0; ms < 200; ms += 1) {
      await history.append([batchOf(at(ms))]);
      if (ms % 7 === 0) await drained(history);
      const [counted, [statistic], { points }] = await Promise.all([
        history.series({ series, edgesMs }),
        history.statistics(query),
        history.points(query),
      ]);
      expect([counted[0]?.sums.count[0], statistic?.count, points.length]).toEqual([ms + 1, ms + 1, ms + 1]);
    }
  });
});
