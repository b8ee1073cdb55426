import type { HeatPumpTemperature } from '@kilowatch/contracts';
import type { ChartFrame } from '../axes.js';
import type { AxisWords, DrawnSeries } from '../drawn-series.js';

/** Everything that the charts of a heat pump draw over time. */
export type PumpLine =
  | HeatPumpTemperature
  | ('cop' | 'brineDeltaK' | 'radiatorDeltaK' | 'powerW' | 'heaterPct' | 'compressor' | 'valve');

export interface PumpLineStyle {
  label: string;
  /** As the canvas understands it. */
  colour: string;
  /** Of the axis. */
  unit: string;
  /** With its unit, or as a word of a state. */
  write: (value: number) => string;
}

/** What every chart of a heat pump over time is given beside its data. */
export interface PumpFrame extends ChartFrame {
  /** Length of the windows. */
  stepMs: number;
  heightPx: number;
  /** What it warned of; drawn over all grids. */
  alarms: readonly DrawnSeries[];
  lines: Readonly<Record<PumpLine, PumpLineStyle>>;
  axisWords: (unit: string, largest: number) => AxisWords;
}
