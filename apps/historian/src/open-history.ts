import { setTimeout as pause } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import type { HistoryStore } from '@kilowatch/history-store';
import { JournalInUse, JournalRefused } from '@kilowatch/journal';
import { type Log, makeFolder, StartRefused } from '@kilowatch/service-kit';
import type { HistorianConfig } from './config.js';
import type { HistorianSettings } from './historian-settings.js';
import type { JournaledHistory } from './journaled/journaled-history.js';
import {
  defaultJournaledLimits,
  type JournaledLimits,
  type JournaledOptions,
  openJournaledHistory,
} from './journaled/open-journaled-history.js';

/** For another process to let go of the journal, and between two looks. */
const lockWaitMs = 20_000;
const lockEveryMs = 100;
const mebibyte = 1024 * 1024;

/** Puts the journal in DATA_DIR in front of a store; the store is closed when that is not possible. */
export async function openHistory(
  { config, log, now }: HistorianSettings,
  store: HistoryStore,
  rest: Pick<JournaledOptions, 'flow' | 'onBroken' | 'onRefused'>,
): Promise<JournaledHistory> {
  const data = resolve(config.DATA_DIR);
  makeFolder(data);
  const folder = join(data, 'history-journal');
  const open = () => openJournaledHistory({ folder, store, log, now, limits: limitsOf(config), ...rest });
  try {
    return await free(open, log);
  } catch (error) {
    await store.close();
    if (error instanceof JournalRefused) throw new StartRefused(error.message, { cause: error });
    throw error;
  }
}

/** Waits for a process before us that has stepped back, or was frozen, to let go of the journal. */
async function free<T>(open: () => Promise<T>, log: Log): Promise<T> {
  const endMs = performance.now() + lockWaitMs;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof JournalInUse) || performance.now() > endMs) throw error;
      if (isFirst) log.warn({ waitMs: lockWaitMs }, `${error.message}. Waiting for it`);
      await pause(lockEveryMs);
    }
  }
}

/** How large the journal may become. */
export const quotaBytes = ({ HISTORY_JOURNAL_MIB }: HistorianConfig): number =>
  HISTORY_JOURNAL_MIB * mebibyte;

function limitsOf(config: HistorianConfig): Partial<JournaledLimits> {
  const { backlog, drain } = defaultJournaledLimits;
  return {
    journal: { quotaBytes: quotaBytes(config) },
    backlog: {
      ...backlog,
      readings: config.HISTORY_OVERLAY_READINGS,
      bytes: config.HISTORY_OVERLAY_MIB * mebibyte,
      chunkReadings: config.HISTORY_DRAIN_READINGS,
    },
    drain: { ...drain, lingerMs: config.HISTORY_DRAIN_MS, retryMaxMs: config.HISTORY_RETRY_MAX_MS },
    pace: { timesLive: config.HISTORY_DRAIN_TIMES_LIVE, leastPerS: config.HISTORY_DRAIN_PER_S },
    reader: { queryMs: config.HISTORY_QUERY_MS, awayMs: config.HISTORY_AWAY_QUERY_MS },
    closeMs: config.HISTORY_CLOSE_MS,
  };
}
