import type { PumpCharts } from '@kilowatch/contracts';
import type { TimeChart } from '../chart-option.js';
import { seriesOption } from '../series-option.js';
import { drawnLine } from './drawn-lines.js';
import type { PumpFrame } from './pump-frame.js';

/** As the predecessor's page has it. */
const highestCop = 6;

/** The COP as a line over an area, with a mark at its mean, on a scale that never changes. */
export const copOption = (
  { cop }: Pick<PumpCharts, 'cop'>,
  mean: { label: string; colour: string },
  frame: PumpFrame,
): TimeChart =>
  seriesOption(
    {
      series: [...drawnLine('cop', cop, frame, { shape: 'area' }), ...frame.alarms],
      marks: cop.mean === null ? [] : [{ ...mean, value: cop.mean }],
      fixed: [{ min: 0, max: highestCop, interval: 1 }],
      ...{ heightPx: frame.heightPx, axisWords: frame.axisWords },
    },
    frame,
  );
