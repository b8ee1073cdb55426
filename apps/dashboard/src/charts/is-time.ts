import type { AnyChart, TimeChart } from '@kilowatch/charts';

/** The chart, when it has a time axis. (The chart code has the same question, but is not there before it is loaded.) */
export const isTime = (chart: AnyChart | undefined): TimeChart | undefined =>
  chart && 'fromMs' in chart ? chart : undefined;
