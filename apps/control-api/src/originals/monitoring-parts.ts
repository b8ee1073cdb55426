import type { Type } from '@nestjs/common';
import { CellAnswers } from '../cell/cell-answers.js';
import { CellRoutes } from '../cell/cell-routes.js';
import { GasAnswers } from '../gas/gas-answers.js';
import { GasRoutes } from '../gas/gas-routes.js';
import { SensorAnswers } from '../sensors/sensor-answers.js';
import { SensorRoutes } from '../sensors/sensor-routes.js';
import { SensorSums } from '../sensors/sensor-sums.js';
import { DemoRule } from './demo-rule.js';
import { NewestOriginals } from './newest-originals.js';
import { RowSender } from './row-sender.js';

/** The routes of the predecessors that answer from originals. */
export const monitoringControllers: readonly Type[] = [CellRoutes, GasRoutes, SensorRoutes];

/** What stands behind them. */
export const monitoringProviders: readonly Type[] = [
  ...[DemoRule, NewestOriginals, RowSender],
  ...[CellAnswers, GasAnswers, SensorSums, SensorAnswers],
];
