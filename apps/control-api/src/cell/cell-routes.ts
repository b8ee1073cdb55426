import { cellRowOf, cellRowsAsked, wholeNumberIn } from '@kilowatch/compat';
import { type CellRow, Fault, getCellHistory, getCellLatest, getCellStats } from '@kilowatch/contracts';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { NewestOriginals } from '../originals/newest-originals.js';
import { RowSender } from '../originals/row-sender.js';
import { CellAnswers } from './cell-answers.js';

type Latest = { success: true; data: CellRow } | { success: false; message: string };

/** `GET /api/history`, `/api/stats` and `/api/latest` of the battery twin. */
@Controller()
export class CellRoutes {
  constructor(
    private readonly answers: CellAnswers,
    private readonly originals: NewestOriginals,
    private readonly sender: RowSender,
  ) {}

  @Route(getCellHistory)
  async history(
    @RouteQuery(getCellHistory) { limit }: z.output<typeof getCellHistory.query>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const most = cellRowsAsked(wholeNumberIn(limit));
    if (most === 0) return void reply.send([]);
    await this.sender.send(reply, cellRowOf, () => this.originals.oldestFirst({ kind: 'cell' }, most));
  }

  @Route(getCellStats)
  stats(): ReturnType<CellAnswers['stats']> {
    return this.answers.stats();
  }

  @Route(getCellLatest)
  async latest(@Res({ passthrough: true }) reply: FastifyReply): Promise<Latest | object> {
    try {
      const data = await this.answers.latest();
      return data ? { success: true, data } : { success: false, message: 'No data found' };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      reply.code(500);
      return { success: false, ...error.toBody() };
    }
  }
}
