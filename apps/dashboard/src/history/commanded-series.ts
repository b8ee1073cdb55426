import type { DrawnSeries, SeriesColumns } from '@kilowatch/charts';
import { colourOf } from '../charts/chart-frame.js';
import type { Charts } from '../charts/load-charts.js';
import { formatFor } from '../format/format.js';
import type { ChartShape } from '../range/time-span.js';
import type { Texts } from '../texts/en.js';
import type { Commanded, CommandSample } from './commanded.js';
import { windowColumns } from './window-columns.js';

interface Drawing {
  shape: ChartShape;
  /** Where the last command ends to hold: now, or the end of a range that is over. */
  heldUntilMs: number;
}

/** Commanded charge and discharge as they are drawn: blocks that hold until the next command, else lines or bars of windows. */
export function commandedSeries(
  commanded: Commanded,
  { shape, heldUntilMs }: Drawing,
  charts: Pick<Charts, 'columnsOf' | 'commandSteps'>,
  texts: Texts,
): DrawnSeries[] {
  const { span, stepMs, chargeW, dischargeW, areExact } = commanded;
  const format = formatFor(texts.locale);
  const points = (samples: readonly CommandSample[]) =>
    samples.map(({ atMs, value }) => [atMs, value] as const);
  const grid = { fromMs: span.fromMs, untilMs: heldUntilMs, stepMs };
  const steps =
    areExact && charts.commandSteps({ chargeW: points(chargeW), dischargeW: points(dischargeW) }, grid);
  const one = (name: 'charge' | 'discharge', columns: SeriesColumns): DrawnSeries => ({
    label: texts.command[name],
    unit: 'W',
    shape: areExact ? 'area' : shape,
    axis: 'left',
    grid: 0,
    colour: colourOf(name),
    columns,
    stepMs: areExact ? 0 : stepMs,
    write: (value) => format.powerText(value),
  });
  return [
    one('charge', steps ? charts.columnsOf(steps.chargeW) : windowColumns(chargeW, stepMs)),
    one('discharge', steps ? charts.columnsOf(steps.dischargeW) : windowColumns(dischargeW, stepMs)),
  ];
}
