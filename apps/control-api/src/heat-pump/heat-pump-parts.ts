import type { Type } from '@nestjs/common';
import { HeatPumpGraphs } from './heat-pump-graphs.js';
import { HeatPumpRoutes } from './heat-pump-routes.js';
import { HeatPumps } from './heat-pumps.js';

export const heatPumpControllers: readonly Type[] = [HeatPumpRoutes];

/** What stands behind them. */
export const heatPumpProviders: readonly Type[] = [HeatPumps, HeatPumpGraphs];
