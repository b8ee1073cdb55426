import type { PumpCharts } from '@kilowatch/contracts';
import type { TimeChart } from '../chart-option.js';
import { seriesOption } from '../series-option.js';
import { drawnLine } from './drawn-lines.js';
import type { PumpFrame } from './pump-frame.js';

/** A lane of states needs no more of the height. */
const lane = 1;
const lines = 12;

/** Differences over radiators and brine; whether the compressor ran, below. */
export const performanceOption = ({ performance, compressor }: PumpCharts, frame: PumpFrame): TimeChart =>
  seriesOption(
    {
      series: [
        ...drawnLine('radiatorDeltaK', performance.radiatorDeltaK, frame),
        ...drawnLine('brineDeltaK', performance.brineDeltaK, frame),
        ...drawnLine('compressor', compressor, frame, { shape: 'state', grid: 1 }),
        ...frame.alarms,
      ],
      gridShares: [lines, lane],
      ...{ heightPx: frame.heightPx, axisWords: frame.axisWords },
    },
    frame,
  );

/** Electrical power and how much of the heater is on, which has the axis alone where nobody says the power; the compressor below. */
export function powerOption({ power, compressor }: PumpCharts, frame: PumpFrame): TimeChart {
  const powerLine = drawnLine('powerW', power.powerW, frame, { shape: 'area' });
  const axis = powerLine.length > 0 ? 'right' : 'left';
  return seriesOption(
    {
      series: [
        ...powerLine,
        ...drawnLine('heaterPct', power.heaterPct, frame, { shape: 'step', axis }),
        ...drawnLine('compressor', compressor, frame, { shape: 'state', grid: 1 }),
        ...frame.alarms,
      ],
      fixed: [{ axis, min: 0, max: 100 }],
      gridShares: [lines, lane],
      ...{ heightPx: frame.heightPx, axisWords: frame.axisWords },
    },
    frame,
  );
}

/** Hot water, and below whether the valve sends heat there and whether the compressor ran. */
export const valveOption = ({ temperatures, valve, compressor }: PumpCharts, frame: PumpFrame): TimeChart =>
  seriesOption(
    {
      series: [
        ...drawnLine('hot_water_top', temperatures.hot_water_top, frame),
        ...drawnLine('valve', valve, frame, { shape: 'state', grid: 1 }),
        ...drawnLine('compressor', compressor, frame, { shape: 'state', grid: 2 }),
        ...frame.alarms,
      ],
      gridShares: [lines, lane, lane],
      ...{ heightPx: frame.heightPx, axisWords: frame.axisWords },
    },
    frame,
  );
