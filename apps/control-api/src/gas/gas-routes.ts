import { gasEntityOf, wholeNumberIn } from '@kilowatch/compat';
import { Fault, type GasEntity, getDataFromTimestamp, getLastEntity } from '@kilowatch/contracts';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { NewestOriginals, type OriginalPages } from '../originals/newest-originals.js';
import { RowSender } from '../originals/row-sender.js';
import { sayingOnly } from '../originals/saying-only.js';
import { GasAnswers } from './gas-answers.js';

const trouble = 'An unexpected error occurred.'; // the predecessor's words for anything
const secondMs = 1_000;
const endOfTimeMs = 8_640_000_000_000_000;

/** `GET /get-last-entity` and `/get-data-from-timestamp` of the gas meter. */
@Controller()
export class GasRoutes {
  constructor(
    private readonly answers: GasAnswers,
    private readonly originals: NewestOriginals,
    private readonly sender: RowSender,
  ) {}

  @Route(getLastEntity)
  async lastEntity(): Promise<GasEntity> {
    const entity = await sayingOnly(trouble, this.answers.latest());
    if (!entity) throw new Fault('history.empty', 'No data found');
    return entity;
  }

  @Route(getDataFromTimestamp)
  async dataFrom(
    @RouteQuery(getDataFromTimestamp) query: z.output<typeof getDataFromTimestamp.query>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const systemTime = wholeNumberIn(query.system_time);
    if (systemTime === undefined) throw new Fault('request.invalid', 'System time parameter is required');
    const fromMs = Math.min(Math.max(0, systemTime * secondMs), endOfTimeMs);
    await this.sender.send(reply, gasEntityOf, () => sayingOnly(trouble, this.since(fromMs)));
  }

  private async since(fromMs: number): Promise<OriginalPages> {
    const found = await this.originals.oldestFirst({ kind: 'gas', fromMs }, Infinity);
    if (found.messages.length > 0) return found;
    const isEmpty = (await this.answers.latest()) === null;
    throw new Fault(
      'history.empty',
      isEmpty ? 'No data found' : 'No data found for the provided system time',
    );
  }
}
