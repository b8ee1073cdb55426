import { describe, expect, it } from '@jest/globals';
import { aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { batchOf, drained, FickleStore, journaled } from '../suite/journaled.js';
import { Flow } from './flow.js';
import { defaultJournaledLimits } from './open-journaled-history.js';

const at = (ms: number) => aReading({ atMs: testTimeMs + ms, receivedAtMs: testTimeMs + ms, value: ms });
const { backlog } = defaultJournaledLimits;

/** Away at first; tells of each attempt to write. */
class WatchedStore extends FickleStore {
  override isAway = true;
  attempts = 0;
  duringWrite: () => Promise<unknown> = async () => undefined;

  override async append(...[batches]: Parameters<FickleStore['append']>) {
    this.attempts += 1;
    await this.duringWrite();
    return super.append(batches);
  }
}

describe('the drain does not stop', () => {
  it('when it is to try again before its pace allows anything', async () => {
    const store = new WatchedStore();
    const history = await journaled(store, { limits: { pace: { timesLive: 1, leastPerS: 500 } } });
    await history.append([batchOf(...Array.from({ length: 900 }, (_, ms) => at(ms)))]);
    await eventually(() => expect(store.attempts).toBe(2)); // as something new, then as something old
    store.isAway = false;
    await drained(history);
  });

  it('at what lies in the journal only when something new comes during each write', async () => {
    const store = new WatchedStore();
    const history = await journaled(store, {
      limits: { backlog: { ...backlog, readings: 10, chunkReadings: 5 } },
    });
    const isSomeHidden = (): boolean => history.figures().waiting > history.figures().shownWaiting;
    for (let ms = 0; ms < 60; ms += 1) await history.append([batchOf(at(ms))]);
    expect(isSomeHidden()).toBe(true);
    let ms = 1_000;
    store.duringWrite = async () => isSomeHidden() && ms < 2_000 && history.append([batchOf(at(ms++))]);
    store.isAway = false;
    await eventually(() => expect(isSomeHidden()).toBe(false));
    expect(ms).toBeLessThan(1_100);
  });

  it('for a batch that the store fails on again and again: it goes to quarantine, and is counted there', async () => {
    const store = new FickleStore();
    const append = store.append.bind(store);
    store.append = async (batches) => {
      if (batches.some(({ readings }) => readings[0]?.value === 3)) throw new TypeError('what is this');
      return append(batches);
    };
    const flow = new Flow();
    const refused: unknown[] = [];
    const history = await journaled(store, {
      flow,
      onRefused: async (written) => void refused.push(...written.flatMap(({ outcome }) => outcome.refused)),
      limits: { drain: { lingerMs: 1, retryMinMs: 1, retryMaxMs: 5, asideMs: 50, asideAttempts: 2 } },
    });
    await history.append(Array.from({ length: 8 }, (_, ms) => batchOf(at(ms))));
    await eventually(() => expect(history.storeProblem()).toMatch(/fails on a batch: what is this/), {
      everyMs: 1,
    });
    await history.append([batchOf(at(8))]);
    await eventually(async () => {
      await history.append([batchOf(at(100 + flow.journalled))]); // alone, a batch is taken for the store's own trouble
      expect(refused).toMatchObject([
        { reading: at(3), reason: 'the store failed on it 2 times: what is this' },
      ]);
    });
    await drained(history);
    expect(flow.stored + flow.quarantined).toBe(flow.journalled);
    expect(history.storeProblem()).toBeUndefined();
  });
});
