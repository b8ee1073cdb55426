import {
  deleteDemoHistory,
  deviceId,
  Fault,
  getHistory,
  getLatest,
  getStatistics,
  historyForget,
  historyLatest,
  historyRange,
  historyStatistics,
  maxRangePoints,
  type RangeReply,
  type ReplyOf,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { issuesInWords, type Refuse, Route, RouteParam, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';
import { Clock } from '../clock.js';
import { OwnWrites } from '../own-writes.js';
import { unknownDevice } from '../history/known-series.js';
import { readSpan, type Span } from '../query-span.js';
import { DeviceDirectory } from './device-directory.js';

/** Words for an id that is none. */
export const refuseId: Refuse = (issues) =>
  new Fault('request.invalid', `The device id ${issuesInWords(issues)}`);

/** `/api/v1/devices/{device}/…`: the history of each device. A retired demo device is as unknown as any other. */
@Controller()
export class DeviceRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly directory: DeviceDirectory,
    private readonly ownWrites: OwnWrites,
    private readonly clock: Clock,
  ) {}

  @Route(getLatest)
  async latest(@RouteParam('device', deviceId, refuseId) device: string): Promise<ReplyOf<typeof getLatest>> {
    this.refuseRetired(device);
    const newest = await this.newestOf(device);
    if (newest.readings.length === 0 && !this.directory.isKnown(device)) throw unknownDevice(device);
    return { device, ...newest };
  }

  @Route(getHistory)
  async history(
    @RouteParam('device', deviceId, refuseId) device: string,
    @RouteQuery(getHistory) { from, to, limit = maxRangePoints, ...query }: z.output<typeof getHistory.query>,
  ): Promise<RangeReply & Span> {
    this.refuseRetired(device);
    const { after, span } = this.spanOf(device, { from, to });
    const asked = { device, ...query, ...span, limit: Math.min(limit, maxRangePoints), after };
    const reply = await this.messaging.request(historyRange, {}, asked);
    if (reply.points.length + reply.windows.length === 0) await this.refuseUnknown(device);
    return { ...reply, ...span };
  }

  @Route(getStatistics)
  async statistics(
    @RouteParam('device', deviceId, refuseId) device: string,
    @RouteQuery(getStatistics) { from, to, metrics }: z.output<typeof getStatistics.query>,
  ): Promise<ReplyOf<typeof getStatistics>> {
    this.refuseRetired(device);
    const { after, span } = this.spanOf(device, { from, to });
    const reply = await this.messaging.request(historyStatistics, {}, { device, metrics, ...span, after });
    if (reply.statistics.length === 0) await this.refuseUnknown(device);
    return { ...reply, ...span };
  }

  /** Works for a retired demo device too: deleting what must not be shown is always welcome. */
  @Route(deleteDemoHistory)
  async forget(
    @RouteParam('device', deviceId, refuseId) device: string,
  ): Promise<{ device: string; points: number; messages: number }> {
    return { device, ...(await this.messaging.request(historyForget, {}, { device })) };
  }

  private spanOf(device: string, texts: Readonly<Record<string, string>>) {
    const after = this.ownWrites.marksOf(device);
    return { after, span: readSpan(texts, this.clock.now(), after) };
  }

  private refuseRetired(device: string): void {
    if (this.directory.isRetired(device)) throw unknownDevice(device);
  }

  // The registry may not have reached us yet, so that a device is unknown only when the history does not know it either.
  private async refuseUnknown(device: string): Promise<void> {
    if (this.directory.isKnown(device)) return;
    if ((await this.newestOf(device)).readings.length === 0) throw unknownDevice(device);
  }

  private newestOf(device: string): Promise<ReplyOf<typeof historyLatest>> {
    const query = { devices: [device], after: this.ownWrites.marksOf(device) };
    return this.messaging.request(historyLatest, {}, query);
  }
}
