import type { FactoryProvider, Type } from '@nestjs/common';
import { CellAnswers } from '../cell/cell-answers.js';
import { Clock } from '../clock.js';
import { GasAnswers } from '../gas/gas-answers.js';
import { HeatPumpGraphs } from '../heat-pump/heat-pump-graphs.js';
import { fittingReadings } from '../sensors/fitting-readings.js';
import { SensorAnswers } from '../sensors/sensor-answers.js';
import { PredecessorAnswers } from './predecessor-answers.js';
import { PredecessorDesk } from './predecessor-desk.js';
import type { PredecessorLimits } from './predecessor-limits.js';
import { SharedAnswers } from './shared-answers.js';

export const predecessorControllers: readonly Type[] = [PredecessorDesk];

/** What stands behind them. */
export const predecessorProviders = (limits: PredecessorLimits): readonly FactoryProvider[] => [
  {
    provide: PredecessorAnswers,
    inject: [HeatPumpGraphs, CellAnswers, GasAnswers, SensorAnswers],
    useFactory: (
      graphs: HeatPumpGraphs,
      cells: CellAnswers,
      gas: GasAnswers,
      sensors: SensorAnswers,
    ): PredecessorAnswers => ({
      to: {
        'heat-pump-graphs': async ({ range }) => (await graphs.of(range)).blocks,
        'cell-latest': () => cells.latest(),
        'gas-latest': () => gas.latest(),
        'sensor-readings': async ({ sensorId, hours }) => {
          const { readings } = await sensors.readings(sensorId, hours, limits.PAGES_READINGS);
          return { readings: fittingReadings(readings) };
        },
        'sensor-stats': () => sensors.stats(),
      },
    }),
  },
  {
    provide: SharedAnswers,
    inject: [PredecessorAnswers, Clock],
    useFactory: (answers: PredecessorAnswers, clock: Clock) =>
      new SharedAnswers(answers, clock, limits.PAGES_ANSWER_MS, limits.PAGES_ANSWERS),
  },
];
