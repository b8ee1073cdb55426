import type { Type } from '@nestjs/common';
import { HeatPumpCharts } from './heat-pump-charts.js';
import { HeatPumpGraphs } from './heat-pump-graphs.js';
import { HeatPumpRoutes } from './heat-pump-routes.js';
import { HeatPumpView } from './heat-pump-view.js';
import { HeatPumps } from './heat-pumps.js';
import { MeasuredSeriesReader } from './measured-series.js';

export const heatPumpControllers: readonly Type[] = [HeatPumpRoutes, HeatPumpView];

/** What stands behind them. */
export const heatPumpProviders: readonly Type[] = [
  HeatPumps,
  HeatPumpGraphs,
  HeatPumpCharts,
  MeasuredSeriesReader,
];
