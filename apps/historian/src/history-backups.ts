import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault, historyBackup, type ReplyOf } from '@kilowatch/contracts';
import { HistoryStore } from '@kilowatch/history-store';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { HistorianSettings } from './historian-settings.js';

const { OnRequest } = handlersOf('historian');
const ours = /^history-\d{8}T\d{9}Z\.sqlite$/;

/** Copies the history when asked, into `DATA_DIR/backup`; the newest copies stay. */
@Controller()
export class HistoryBackups {
  private isAtWork = false;

  constructor(
    private readonly store: HistoryStore,
    private readonly settings: HistorianSettings,
  ) {}

  @OnRequest(historyBackup)
  async backup(): Promise<ReplyOf<typeof historyBackup>> {
    if (this.isAtWork) throw new Fault('history.busy', 'A backup is being made: wait for it to end');
    this.isAtWork = true;
    try {
      const { config, now, log } = this.settings;
      const folder = join(resolve(config.DATA_DIR), 'backup');
      const time = new Date(now()).toISOString().replace(/[-:.]/g, '');
      const file = join(folder, `history-${time}.sqlite`);
      const bytes = await this.store.backup(file);
      await this.deleteOld(folder, config.HISTORY_BACKUPS);
      log.info({ file, bytes }, 'A backup of the history was made');
      return { file, bytes };
    } finally {
      this.isAtWork = false;
    }
  }

  private async deleteOld(folder: string, kept: number): Promise<void> {
    const backups = (await readdir(folder)).filter((name) => ours.test(name)).sort();
    for (const name of backups.slice(0, -kept)) await rm(join(folder, name));
  }
}
