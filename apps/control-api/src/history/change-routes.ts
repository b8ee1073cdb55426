import { Access } from '@kilowatch/access';
import { deleteRange, historyBackup, historyDelete, postBackup, type ReplyOf } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { Clock } from '../clock.js';
import { readSpan } from '../query-span.js';
import { KnownSeries } from './known-series.js';

/** `DELETE /api/v1/history`: takes out what was wrong; the historian logs who asked, and what went. `POST …/backup` copies all of it. */
@Controller()
export class ChangeRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly known: KnownSeries,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  @Route(deleteRange)
  async deleteRange(
    @RouteQuery(deleteRange) { device, metrics, from, to }: z.output<typeof deleteRange.query>,
    @Req() { headers, socket }: FastifyRequest,
  ): Promise<ReplyOf<typeof deleteRange>> {
    const span = readSpan({ from, to }, this.clock.now(), []);
    await this.known.refuseUnknown(device);
    const by = this.access.nameOf({ headers, remoteAddress: socket.remoteAddress });
    const { points } = await this.messaging.request(historyDelete, {}, { device, metrics, ...span, by });
    return { device, points };
  }
  @Route(postBackup)
  async backup(): Promise<ReplyOf<typeof historyBackup>> {
    return this.messaging.request(historyBackup, {}, {});
  }
}
