import { join } from 'node:path';
import { MemoryHistoryStore, type HistoryStore } from '@kilowatch/history-store';
import { Fault, type Reading } from '@kilowatch/contracts';
import { createLog } from '@kilowatch/service-kit';
import { aTemporaryFolder, eventually, onTestEnd, testTimeMs } from '@kilowatch/testing';
import { expect } from '@jest/globals';
import type { Flow } from '../journaled/flow.js';
import type { JournaledHistory } from '../journaled/journaled-history.js';
import {
  defaultJournaledLimits,
  type JournaledOptions,
  openJournaledHistory,
} from '../journaled/open-journaled-history.js';

/** Patience of tests. */
export const impatient = {
  drain: { lingerMs: 1, retryMinMs: 1, retryMaxMs: 5, asideMs: 20, asideAttempts: 1_000 },
  progressMs: 1,
  closeMs: 500,
};

/** A store in memory that can be away. */
export class FickleStore extends MemoryHistoryStore {
  isAway = false;
  isReadable = true;
  appended = 0;

  override async append(...[batches]: Parameters<MemoryHistoryStore['append']>) {
    if (this.isAway) throw away();
    this.appended += 1;
    return super.append(batches);
  }

  override async latest(...[query]: Parameters<MemoryHistoryStore['latest']>) {
    if (!this.isReadable) throw away();
    return super.latest(query);
  }

  override async points(...[query]: Parameters<MemoryHistoryStore['points']>) {
    if (!this.isReadable) throw away();
    return super.points(query);
  }
}

const away = () => new Fault('history.unavailable', 'the store has gone fishing');

/** A history over a real journal; closed with the test. */
export async function journaled(
  store: HistoryStore,
  options: Partial<JournaledOptions> = {},
): Promise<JournaledHistory> {
  const folder = options.folder ?? join(await aTemporaryFolder(), 'journal');
  const history = await openJournaledHistory({
    store,
    log: createLog({ LOG_LEVEL: 'silent' }),
    now: () => testTimeMs,
    onBroken: (error) => {
      throw error;
    },
    ...options,
    folder,
    limits: { ...defaultJournaledLimits, ...impatient, ...options.limits },
  });
  onTestEnd(() => history.close());
  return history;
}

/** Resolves when the store has everything. */
export const drained = (history: JournaledHistory): Promise<void> =>
  eventually(() => expect(history.figures().waiting).toBe(0), { everyMs: 1 });

/** Every reading ends as one of these. */
export const accountedFor = ({ stored, duplicate, quarantined }: Flow, waiting: number): number =>
  stored + duplicate + quarantined + waiting;

export const batchOf = (...readings: Reading[]) => ({ readings, messages: [] });
