import { getLatestOfAll, historyLatest, legacyBattery, type ReplyOf } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';
import { DeviceDirectory } from '../devices/device-directory.js';
import { OwnWrites } from '../own-writes.js';
import { namedTogether } from './named-together.js';

/** `GET /api/v1/latest`: what everything says now. */
@Controller()
export class LatestRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly directory: DeviceDirectory,
    private readonly ownWrites: OwnWrites,
  ) {}

  @Route(getLatestOfAll)
  async latest(
    @RouteQuery(getLatestOfAll) query: z.output<typeof getLatestOfAll.query>,
  ): Promise<ReplyOf<typeof getLatestOfAll>> {
    const devices = namedTogether(query.devices, query.device);
    const metrics = namedTogether(query.metrics, query.metric);
    const isAsked = devices?.includes(legacyBattery) ?? true;
    const after = isAsked ? this.ownWrites.marksOf(legacyBattery) : [];
    const { readings, ...rest } = await this.messaging.request(
      historyLatest,
      {},
      { ...(devices && { devices }), ...(metrics && { metrics }), after },
    );
    return { readings: readings.filter(({ device }) => !this.directory.isRetired(device)), ...rest };
  }
}
