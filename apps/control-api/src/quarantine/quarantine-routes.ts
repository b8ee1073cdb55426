import {
  deleteRefusal,
  deleteRefusals,
  Fault,
  getQuarantine,
  getRefusal,
  postReplay,
  quarantineDelete,
  quarantineGet,
  quarantineList,
  quarantineReplay,
  type RefusalChoice,
  type ReplyOf,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { issuesInWords, type Refuse, Route, RouteBody, RouteParam, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import * as z from 'zod';

const refusalNumber = z.coerce.number().int().min(1);
const refuseNumber: Refuse = (issues) =>
  new Fault('request.invalid', `The number of a refusal: ${issuesInWords(issues)}`);

/** `/api/v1/quarantine`: what was refused, and what becomes of it. */
@Controller()
export class QuarantineRoutes {
  constructor(private readonly messaging: MessagingClient) {}

  @Route(getQuarantine)
  list(
    @RouteQuery(getQuarantine) query: z.output<typeof getQuarantine.query>,
  ): Promise<ReplyOf<typeof quarantineList>> {
    return this.messaging.request(quarantineList, {}, query);
  }

  @Route(getRefusal)
  get(
    @RouteParam('number', refusalNumber, refuseNumber) number: number,
  ): Promise<ReplyOf<typeof quarantineGet>> {
    return this.messaging.request(quarantineGet, {}, { number });
  }

  @Route(postReplay)
  replay(@RouteBody(postReplay) choice: RefusalChoice): Promise<ReplyOf<typeof quarantineReplay>> {
    return this.messaging.request(quarantineReplay, {}, choice);
  }

  @Route(deleteRefusal)
  async delete(
    @RouteParam('number', refusalNumber, refuseNumber) number: number,
  ): Promise<ReplyOf<typeof quarantineDelete>> {
    const reply = await this.messaging.request(quarantineDelete, {}, { numbers: [number] });
    if (reply.deleted > 0) return reply;
    throw new Fault('quarantine.unknown', `There is no refusal ${number} in quarantine`);
  }

  @Route(deleteRefusals)
  deleteMany(
    @RouteQuery(deleteRefusals) { code, all }: z.output<typeof deleteRefusals.query>,
  ): Promise<ReplyOf<typeof quarantineDelete>> {
    if ((code === undefined) === (all === undefined))
      throw new Fault(
        'request.invalid',
        'Say exactly one of code and all=true: which refusals are to be deleted',
      );
    return this.messaging.request(quarantineDelete, {}, code === undefined ? { all: true } : { code });
  }
}
