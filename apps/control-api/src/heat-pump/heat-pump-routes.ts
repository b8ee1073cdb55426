import { type GraphBlocks, type HeatPumpConfig, heatPumpConfigOf } from '@kilowatch/compat';
import { getHeatPumpConfig, getInitialData } from '@kilowatch/contracts';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { sayPartial } from '../history/say-partial.js';
import { HeatPumpGraphs } from './heat-pump-graphs.js';
import { HeatPumps } from './heat-pumps.js';

/** `GET /api/config` and `/api/initial-data`. */
@Controller()
export class HeatPumpRoutes {
  constructor(
    private readonly pumps: HeatPumps,
    private readonly graphs: HeatPumpGraphs,
  ) {}

  @Route(getHeatPumpConfig)
  config(): HeatPumpConfig {
    return heatPumpConfigOf(this.pumps.brand());
  }

  @Route(getInitialData)
  async initialData(
    @RouteQuery(getInitialData) { range }: z.output<typeof getInitialData.query>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GraphBlocks & { config: HeatPumpConfig }> {
    const { blocks, partial } = await this.graphs.of(range);
    sayPartial(reply, partial);
    return { ...blocks, config: this.config() };
  }
}
