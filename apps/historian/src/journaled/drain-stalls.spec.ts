import { describe, expect, it } from '@jest/globals';
import { aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { batchOf, drained, FickleStore, journaled } from '../suite/journaled.js';
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
});
