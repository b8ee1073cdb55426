import { join } from 'node:path';
import type { HistoryStore } from '@kilowatch/history-store';
import { type AppendOutcome, MemoryHistoryStore, SqliteHistoryStore } from '@kilowatch/history-store';
import { describeHistoryStore } from '@kilowatch/history-store/suite';
import { aTemporaryFolder } from '@kilowatch/testing';
import { drained, FickleStore, journaled } from '../suite/journaled.js';

const limits = { messagePageBytes: 100 };

/** Tells the outcomes of the store, as soon as it has everything. */
async function allStored(store: HistoryStore): Promise<HistoryStore> {
  const outcomes: AppendOutcome[] = [];
  const appendToStore = store.append.bind(store);
  store.append = async (batches) => {
    const told = await appendToStore(batches);
    outcomes.push(...told);
    return told;
  };
  const history = await journaled(store, { limits });
  const append = history.append.bind(history);
  history.append = async (batches) => {
    const told = await append(batches);
    await drained(history);
    return told.map((one) => (one.isRepeated ? one : (outcomes.shift() as AppendOutcome)));
  };
  return history;
}

/** The store never takes anything, so that every answer is of what waits; the outcomes are those that a store would have told. */
async function nothingStored(): Promise<HistoryStore> {
  const store = new FickleStore();
  store.isAway = true;
  const history = await journaled(store, { limits });
  const shadow = new MemoryHistoryStore();
  const append = history.append.bind(history);
  history.append = async (batches) => {
    const outcomes = shadow.append(batches);
    await append(batches);
    return outcomes;
  };
  const deletePoints = history.deletePoints.bind(history);
  history.deletePoints = async (asked) => {
    await shadow.deletePoints(asked);
    return deletePoints(asked);
  };
  return history;
}

describeHistoryStore('behind a journal, all of it in SQLite', async () => {
  const file = join(await aTemporaryFolder(), 'history.sqlite');
  return allStored(await SqliteHistoryStore.open({ file, limits }));
});

describeHistoryStore('behind a journal, none of it in the store', nothingStored);
