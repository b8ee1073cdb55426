import type { DrawnSeries, SeriesChart, TimeMark, ValueBand, ValueMark } from '@kilowatch/charts';
import { signedPowerText } from '../battery/signed-power.js';
import { colourOf } from '../charts/chart-frame.js';
import { axisWords, valueText } from '../charts/chart-units.js';
import { formatFor } from '../format/format.js';
import type { Texts } from '../texts/en.js';
import { type ChartedSeries, seriesKeyOf } from './charted-series.js';
import type { LoadedSeries } from './load-series.js';

/** What a chart shows beside its series. Colours are custom properties of the style sheet without their dashes, as `bad`. */
export interface ChartDecoration {
  bands?: readonly ValueBand[] | undefined;
  marks?: readonly ValueMark[] | undefined;
  moments?: readonly TimeMark[] | undefined;
  fixed?: SeriesChart['fixed'] | undefined;
}

/** The chart of these series in words, colours and units of the page. */
export function drawnChart(
  series: readonly ChartedSeries[],
  loaded: LoadedSeries,
  { bands = [], marks = [], moments = [], fixed = [] }: ChartDecoration,
  heightPx: number,
  texts: Texts,
): SeriesChart {
  const format = formatFor(texts.locale);
  const isSigned = series.some(({ isSignedPower }) => isSignedPower);
  const coloured = <T extends { colour: string }>(one: T): T => ({ ...one, colour: colourOf(one.colour) });
  return {
    series: series.flatMap((one) => drawn(one, loaded, texts) ?? []),
    bands: bands.map(coloured),
    marks: marks.map(coloured),
    moments: moments.map(coloured),
    fixed,
    heightPx,
    axisWords: (unit, largest) => {
      const words = axisWords(unit, largest, texts.locale, format);
      return isSigned && unit === 'W' ? { ...words, write: (value) => words.write(Math.abs(value)) } : words;
    },
  };
}

/** One series as the chart draws it; undefined: it is not loaded. */
export function drawn(one: ChartedSeries, loaded: LoadedSeries, texts: Texts): DrawnSeries | undefined {
  const buffer = loaded.buffers.get(seriesKeyOf(one));
  if (!buffer) return undefined;
  const format = formatFor(texts.locale);
  const { label, unit, shape = 'line', axis = 'left', grid = 0, isDashed = false } = one;
  return {
    ...{ label, unit, shape, axis, grid, isDashed },
    colour: colourOf(one.colour),
    columns: buffer.view(),
    stepMs: buffer.stepMs,
    write: (value) => {
      if ((shape === 'state' || shape === 'alarm') && unit === '')
        return value === 0 ? texts.devices.off : texts.devices.on;
      return one.isSignedPower ? signedPowerText(value, texts, format) : valueText(value, unit, format);
    },
    ...(one.isSignedPower &&
      one.colour !== 'setpoint' && {
        signColours: { above: colourOf('discharge'), below: colourOf('charge'), zero: colourOf('ink-muted') },
      }),
  };
}
