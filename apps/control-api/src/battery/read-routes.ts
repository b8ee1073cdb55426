import { type Livedata, livedataOf } from '@kilowatch/compat';
import {
  getLivedata,
  getRead,
  historyLatest,
  legacyBattery,
  legacyBatteryMetrics,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { Clock } from '../clock.js';
import { OwnWrites } from '../own-writes.js';
import { readSpan } from '../query-span.js';
import { inPredecessorsWords } from './in-predecessors-words.js';
import { ReadPages } from './read-pages.js';

const announcement = 'Error reading data from InfluxDB'; // the predecessor's words, whatever the store is

/** `GET /read` and `/livedata`. */
@Controller()
export class ReadRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly ownWrites: OwnWrites,
    private readonly clock: Clock,
  ) {}

  @Route(getRead)
  async read(
    @RouteQuery(getRead) { begin, end }: z.output<typeof getRead.query>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = this.ownWrites.marksOf(legacyBattery);
    const pages = new ReadPages(this.messaging, readSpan({ begin, end }, this.clock.now(), after));
    const first = await inPredecessorsWords(announcement, pages.first(after));
    reply.type('application/json').send(pages.stream(first));
  }

  @Route(getLivedata)
  async livedata(): Promise<Livedata> {
    const query = {
      devices: [legacyBattery],
      metrics: Object.keys(legacyBatteryMetrics),
      after: this.ownWrites.marksOf(legacyBattery),
    };
    const { readings } = await inPredecessorsWords(
      announcement,
      this.messaging.request(historyLatest, {}, query),
    );
    return livedataOf(readings);
  }
}
