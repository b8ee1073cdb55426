import { join, resolve } from 'node:path';
import { type HistoryStore, SqliteHistoryStore } from '@kilowatch/history-store';
import { makeFolder } from '@kilowatch/service-kit';
import type { HistorianSettings } from './historian-settings.js';

const mebibyte = 1024 * 1024;

/** Opens the store that is configured. Rejects with a sentence when that is not possible. */
export async function openStore({ config, log }: HistorianSettings): Promise<HistoryStore> {
  const folder = resolve(config.DATA_DIR);
  makeFolder(folder);
  return SqliteHistoryStore.open({
    file: join(folder, 'history.sqlite'),
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
