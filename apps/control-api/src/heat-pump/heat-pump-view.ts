import { deviceId, Fault, getHeatPump, kindOf, type ReplyOf } from '@kilowatch/contracts';
import { alarmTextsOf } from '@kilowatch/dialects';
import { Route, RouteParam, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';
import { Clock } from '../clock.js';
import { refuseId } from '../devices/device-routes.js';
import { KnownSeries } from '../history/known-series.js';
import { readSpan } from '../query-span.js';
import { HeatPumpCharts } from './heat-pump-charts.js';
import { HeatPumps } from './heat-pumps.js';

/** `GET /api/v1/devices/{device}/heat-pump`. */
@Controller()
export class HeatPumpView {
  constructor(
    private readonly known: KnownSeries,
    private readonly pumps: HeatPumps,
    private readonly charts: HeatPumpCharts,
    private readonly clock: Clock,
  ) {}

  @Route(getHeatPump)
  async view(
    @RouteParam('device', deviceId, refuseId) device: string,
    @RouteQuery(getHeatPump) { from, to }: z.output<typeof getHeatPump.query>,
  ): Promise<ReplyOf<typeof getHeatPump>> {
    if (kindOf(device) !== 'heat-pump') throw new Fault('request.invalid', `${device} is no heat pump`);
    const span = readSpan({ from, to }, this.clock.now(), []);
    await this.known.refuseUnknown(device);
    const brand = this.pumps.brandOf(device);
    const { partial, ...answer } = await this.charts.of(device, span);
    return {
      ...{ device, ...span, ...answer, alarmTexts: { ...(brand && alarmTextsOf(brand)) } },
      ...(brand && { brand }),
      ...(partial !== undefined && { partial }),
    };
  }
}
