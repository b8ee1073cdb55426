import type { HeatPumpTemperature, PumpCharts } from '@kilowatch/contracts';
import type { TimeChart } from '../chart-option.js';
import { seriesOption } from '../series-option.js';
import { drawnLine } from './drawn-lines.js';
import type { PumpFrame, PumpLine } from './pump-frame.js';

/** Every temperature that the pump tells, those that are left out aside. */
export const temperaturesOption = (
  { temperatures }: Pick<PumpCharts, 'temperatures'>,
  frame: PumpFrame,
  hidden: ReadonlySet<PumpLine> = new Set(),
): TimeChart =>
  seriesOption(
    {
      series: [
        ...(Object.keys(temperatures) as HeatPumpTemperature[])
          .filter((name) => !hidden.has(name))
          .flatMap((name) => drawnLine(name, temperatures[name], frame)),
        ...frame.alarms,
      ],
      ...{ heightPx: frame.heightPx, axisWords: frame.axisWords },
    },
    frame,
  );
