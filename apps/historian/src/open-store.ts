import { join, resolve } from 'node:path';
import { type HistoryStore, SqliteHistoryStore } from '@kilowatch/history-store';
import type { HistorianSettings } from './historian-settings.js';

const mebibyte = 1024 * 1024;

/** Opens the store that is configured. Rejects with a sentence when that is not possible. */
export function openStore({ config, log }: HistorianSettings): Promise<HistoryStore> {
  return SqliteHistoryStore.open({
    file: join(resolve(config.DATA_DIR), 'history.sqlite'),
    log,
    limits: {
      pendingCalls: config.HISTORY_PENDING_CALLS,
      batchesPerSource: config.HISTORY_BATCHES_PER_SOURCE,
      messageRows: config.HISTORY_MESSAGE_ROWS,
      messageBytes: config.HISTORY_MESSAGE_MIB * mebibyte,
      fileBytes: config.HISTORY_MAX_MIB * mebibyte,
    },
  });
}
