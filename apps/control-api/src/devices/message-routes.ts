import { deviceId, getMessages, historyNewestMessages, kindOf, type ReplyOf } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteParam, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';
import { KnownSeries } from '../history/known-series.js';
import { refuseId } from './device-routes.js';

/** `GET /api/v1/devices/{device}/messages`: what a device has really said. */
@Controller()
export class MessageRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly known: KnownSeries,
  ) {}

  @Route(getMessages)
  async messages(
    @RouteParam('device', deviceId, refuseId) device: string,
    @RouteQuery(getMessages) { limit }: z.output<typeof getMessages.query>,
  ): Promise<ReplyOf<typeof getMessages>> {
    await this.known.refuseUnknown(device);
    const question = { kind: kindOf(device), devices: [device], limit, fromMs: 0 };
    const { messages, partial } = await this.messaging.request(historyNewestMessages, {}, question);
    return { device, messages: [...messages], ...(partial !== undefined && { partial }) };
  }
}
