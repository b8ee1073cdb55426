import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CsvExport } from './csv-export.js';
import { HistoryLimits } from './history-limits.js';
import type { Selection } from './selection.js';
import { sendCsv } from './send-csv.js';
import { Turns } from './turns.js';

/** CSV exports, so many at a time. */
@Injectable()
export class CsvExports {
  private readonly logger = new Logger(CsvExports.name);
  private readonly turns: Turns;

  constructor(
    private readonly csv: CsvExport,
    private readonly settings: HistoryLimits,
  ) {
    this.turns = new Turns(settings.limits.HISTORY_EXPORTS, 'exports are sent (HISTORY_EXPORTS)');
  }

  /** Resolves when the export is on its way. Faults: `history.busy`, `device.unknown`, `series.unknown`, … */
  async send(request: FastifyRequest, reply: FastifyReply, selection: Selection): Promise<void> {
    if (request.method === 'HEAD') return void reply.type('text/csv; charset=utf-8').send('');
    const giveBack = this.turns.take();
    const { HISTORY_EXPORT_S, HISTORY_STALL_S, HISTORY_PATIENCE_S } = this.settings.limits;
    const onEnd = (broken?: Error): void => {
      giveBack();
      if (broken) this.logger.warn(`An export was broken off: ${broken.message}`);
    };
    try {
      const limits = { longestMs: HISTORY_EXPORT_S * 1_000, stallMs: HISTORY_STALL_S * 1_000, onEnd };
      await sendCsv(reply, this.csv.pieces(selection, HISTORY_PATIENCE_S * 1_000), limits);
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}
