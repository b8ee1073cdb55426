import { join, resolve } from 'node:path';
import type { HistoryStore } from '@kilowatch/history-store';
import { makeFolder } from '@kilowatch/service-kit';
import type { HistorianConfig } from './config.js';
import type { HistorianSettings } from './historian-settings.js';
import type { JournaledHistory } from './journaled/journaled-history.js';
import {
  defaultJournaledLimits,
  type JournaledLimits,
  type JournaledOptions,
  openJournaledHistory,
} from './journaled/open-journaled-history.js';

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
  try {
    return await openJournaledHistory({ folder, store, log, now, limits: limitsOf(config), ...rest });
  } catch (error) {
    await store.close();
    throw error;
  }
}

function limitsOf(config: HistorianConfig): Partial<JournaledLimits> {
  const { backlog, drain } = defaultJournaledLimits;
  return {
    journal: { quotaBytes: config.HISTORY_JOURNAL_MIB * mebibyte },
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
