import type { Readable } from './cursor-readings.js';

export type SeriesShape = 'line' | 'step' | 'area' | 'bar' | 'state' | 'alarm';

/** One series as it is drawn and read. */
export interface DrawnSeries extends Readable {
  unit: string;
  /** `state`: a lane that is filled while the value is not 0; also for the shortest time, as its maximum says so. `alarm`: all grids are shaded meanwhile. */
  shape: SeriesShape;
  axis: 'left' | 'right';
  /** Charts above each other, from the top. */
  grid: number;
  /** Length of the windows it was made of; 0: single samples. */
  stepMs: number;
  isDashed?: boolean;
  /** Above and below zero in colours of their own, as for power that has a direction. */
  signColours?: { above: string; below: string; zero: string };
}

/** A range of values with a meaning, behind the lines: of the left axis unless said. */
export interface ValueBand {
  from?: number | undefined;
  to?: number | undefined;
  colour: string;
  label?: string;
  grid?: number;
  axis?: 'left' | 'right';
}

/** A value across the chart, as a mean or a threshold. */
export interface ValueMark {
  value: number;
  label: string;
  colour: string;
  grid?: number;
  axis?: 'left' | 'right';
}

/** A moment down the chart, as a command. */
export interface TimeMark {
  atMs: number;
  label: string;
  colour: string;
}

/** How the numbers of one axis are written. */
export interface AxisWords {
  /** Above the axis. */
  unit: string;
  write: (value: number) => string;
}
