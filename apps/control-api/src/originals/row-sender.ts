import { Readable } from 'node:stream';
import type { OriginalMessage } from '@kilowatch/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { HistoryLimits } from '../history/history-limits.js';
import { sayPartial } from '../history/say-partial.js';
import { Turns } from '../history/turns.js';
import { watched } from '../history/watched.js';
import type { OriginalPages } from './newest-originals.js';

type RowOf = (message: OriginalMessage) => object | undefined;

/** Sends long lists of rows made of originals, a page at a time while the client reads; so many lists at a time. */
@Injectable()
export class RowSender {
  private readonly logger = new Logger(RowSender.name);
  private readonly turns: Turns;

  constructor(private readonly settings: HistoryLimits) {
    this.turns = new Turns(settings.limits.HISTORY_LISTS, 'lists of rows are sent (HISTORY_LISTS)');
  }

  /**
   * Resolves when the list is on its way; `find` is only called when it is this list's turn. A failure midway breaks the connection off,
   * so that half a list does not look like a whole one. Fault: `history.busy`.
   */
  async send(reply: FastifyReply, rowOf: RowOf, find: () => Promise<OriginalPages>): Promise<void> {
    const giveBack = this.turns.take();
    try {
      const { pages, partial } = await find();
      sayPartial(reply, partial);
      const { HISTORY_EXPORT_S, HISTORY_STALL_S } = this.settings.limits;
      const bounds = { longestMs: HISTORY_EXPORT_S * 1_000, stallMs: HISTORY_STALL_S * 1_000 };
      const stream = Readable.from(
        watched(jsonOf(pages, rowOf), bounds, (error) => stream.destroy(error)),
        { objectMode: false, highWaterMark: 64 * 1024 },
      );
      stream.once('error', (error: Error) => this.logger.warn(`A list was broken off: ${error.message}`));
      stream.once('close', giveBack);
      reply.type('application/json').send(stream);
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

async function* jsonOf(
  pages: AsyncIterable<readonly OriginalMessage[]>,
  rowOf: RowOf,
): AsyncGenerator<string, void> {
  let before = '[';
  for await (const page of pages) {
    const rows = page.flatMap((message) => rowOf(message) ?? []).map((row) => JSON.stringify(row));
    if (rows.length === 0) continue;
    yield before + rows.join(',');
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}
