/** Colours of the style sheet that a series may have. */
export type SeriesColour =
  `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | 'charge' | 'discharge' | 'soc' | 'setpoint' | 'bad' | 'warning';

/** One series of one device, as the history and the live values name it. */
export interface SeriesKey {
  readonly device: string;
  readonly metric: string;
  readonly index?: string | undefined;
}

/** A series, and how a chart shows it. */
export interface ChartedSeries extends SeriesKey {
  readonly label: string;
  /** As stored; W, Wh, VA and var become kilo and mega where they are large. */
  readonly unit: string;
  readonly colour: SeriesColour;
  /** `state`: a lane that is filled while the value is not 0; `alarm`: all is shaded meanwhile. Usually a line. */
  readonly shape?: 'line' | 'step' | 'area' | 'bar' | 'state' | 'alarm' | undefined;
  readonly axis?: 'left' | 'right' | undefined;
  /** Charts above each other, from 0 at the top. */
  readonly grid?: number | undefined;
  readonly isDashed?: boolean | undefined;
  /** Power of a battery: discharge above the zero line, charge below it, each in its colour (but for a setpoint), and words in place of signs. */
  readonly isSignedPower?: boolean | undefined;
}

/** `metric` or `metric/index`, as in a snapshot. */
export const metricKeyOf = ({ metric, index }: Omit<SeriesKey, 'device'>): string =>
  index === undefined ? metric : `${metric}/${index}`;

export const seriesKeyOf = (series: SeriesKey): string => `${series.device}\n${metricKeyOf(series)}`;
