import type { CustomSeriesOption } from 'echarts/charts';
import type { DrawnSeries } from './drawn-series.js';
import { type PixelColumns, toPixels } from './pixel-columns.js';
import type { Mapping } from './trace-shapes.js';

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
export type Item = Extract<ReturnType<RenderItem>, { type: string }>;

/** Where a trace is drawn. */
export interface TracePlace {
  fromMs: number;
  toMs: number;
  low: number;
  high: number;
  /** Index of the axes in the option. */
  xAxisIndex: number;
  yAxisIndex: number;
  /** Side by side with other bars, or lanes above each other. */
  place: number;
  places: number;
}

export interface PlotBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

const boxOf = ({ coordSys }: Parameters<RenderItem>[0]): PlotBox => coordSys as unknown as PlotBox;

export const mapping = (box: PlotBox, { fromMs, toMs, low, high }: TracePlace): Mapping => {
  const perMs = box.width / (toMs - fromMs);
  const perUnit = -box.height / (high - low);
  return { x0: box.x - fromMs * perMs, perMs, y0: box.y - high * perUnit, perUnit };
};

/** A custom series with one item: all of it is drawn in one go, and the library is spared thousands of items. */
export const oneItem = (
  place: Pick<TracePlace, 'xAxisIndex' | 'yAxisIndex' | 'fromMs' | 'low'>,
  draw: (box: PlotBox) => Item[],
): CustomSeriesOption => ({
  type: 'custom',
  xAxisIndex: place.xAxisIndex,
  yAxisIndex: place.yAxisIndex,
  data: [[place.fromMs, place.low]],
  clip: true,
  silent: true,
  animation: false,
  renderItem: (params) => ({ type: 'group', children: draw(boxOf(params)) }),
});

/** A series as a line, area or bars, with the envelope of its extremes behind it; broken where nothing is known. */
export function traceSeries(series: DrawnSeries, place: TracePlace): CustomSeriesOption {
  return oneItem(place, (box) => {
    const columns = toPixels(series.columns, { ...place, widthPx: box.width });
    const shape = {
      ...mapping(box, place),
      source: { columns },
      base: 0,
      half: halfBarPx(series, place, box, columns),
    };
    const colour = colourIn(series, shape, box);
    return series.shape === 'bar' ? bars(shape, colour, place) : line(series, shape, colour);
  });
}

type Shape = Mapping & { source: { columns: PixelColumns }; base: number; half: number };

const item = (type: string, shape: Shape, style: object): Item =>
  ({ type, shape, style, silent: true }) as unknown as Item;

function line(series: DrawnSeries, shape: Shape, colour: Colour): Item[] {
  const stroke = {
    stroke: colour,
    fill: 'none',
    lineWidth: 1.75,
    lineJoin: 'bevel',
    ...(series.isDashed && { lineDash: [5, 4] }),
  };
  const { columns } = shape.source;
  return [
    ...(series.shape === 'area' ? [item('kwArea', shape, { fill: colour, opacity: 0.14 })] : []),
    ...(columns.hasExtremes
      ? [
          item('kwEnvelope', shape, {
            fill: colour,
            stroke: colour,
            lineWidth: 1,
            fillOpacity: 0.2,
            strokeOpacity: 0.42,
          }),
        ]
      : []),
    item(series.shape === 'step' ? 'kwSteps' : 'kwLine', shape, stroke),
    item('kwDots', shape, { fill: colour }),
  ];
}

const bars = (shape: Shape, colour: Colour, { place, places }: TracePlace): Item[] => {
  const shift = (place - (places - 1) / 2) * 2 * shape.half;
  return [
    item(
      'kwBars',
      { ...shape, x0: shape.x0 + shift, half: shape.half * 0.92 },
      { fill: colour, opacity: 0.85 },
    ),
  ];
};

const mostBarPx = 24;

/** Half the width of a bar: most of its window, shared with its neighbours, and never too thin to see. */
function halfBarPx(
  { stepMs }: DrawnSeries,
  { fromMs, toMs, places }: TracePlace,
  box: PlotBox,
  { length }: PixelColumns,
): number {
  const windowPx = stepMs > 0 ? (stepMs / (toMs - fromMs)) * box.width : box.width / Math.max(1, length);
  return Math.max(0.5, Math.min(mostBarPx, (windowPx * 0.8) / places) / 2);
}

type Colour = string | object;

/** Part of the height around zero that counts as zero. */
const idlePart = 0.006;

/** One colour, or a hard change at the zero line. */
function colourIn({ colour, signColours }: DrawnSeries, { y0 }: Mapping, box: PlotBox): Colour {
  if (!signColours) return colour;
  const zero = (y0 - box.y) / box.height;
  const stops = [
    { offset: 0, color: signColours.above },
    { offset: zero - idlePart, color: signColours.above },
    { offset: zero - idlePart, color: signColours.zero },
    { offset: zero + idlePart, color: signColours.zero },
    { offset: zero + idlePart, color: signColours.below },
    { offset: 1, color: signColours.below },
  ].map(({ offset, color }) => ({ offset: Math.max(0, Math.min(1, offset)), color }));
  return { type: 'linear', global: true, x: 0, y: box.y, x2: 0, y2: box.y + box.height, colorStops: stops };
}

export const laneHeightPx = 12;

/** A state as a lane at the foot of its grid, filled while it is on. */
export const laneSeries = (series: DrawnSeries, place: TracePlace): CustomSeriesOption =>
  oneItem(place, (box) => {
    const columns = toPixels(series.columns, { ...place, widthPx: box.width });
    const { x0, perMs } = mapping(box, place);
    const y = box.y + box.height - (place.place + 1) * laneHeightPx;
    const edge = (atMs: number): number => Math.max(box.x, Math.min(box.x + box.width, x0 + atMs * perMs));
    const onMs = onSpans(columns, series.stepMs, place.toMs);
    return onMs.map(([fromMs, toMs]) => {
      const x = edge(fromMs);
      return {
        type: 'rect',
        shape: { x, y: y + 2, width: Math.max(1, edge(toMs) - x), height: laneHeightPx - 4, r: 2 },
        style: { fill: series.colour, opacity: 0.8 },
        silent: true,
      };
    });
  });

/** Where a state is on: from one entry to the next, and for one window where nothing follows. */
export function onSpans(
  { atMs, max, isStart, length }: PixelColumns,
  stepMs: number,
  endMs: number,
): [fromMs: number, toMs: number][] {
  const spans: [number, number][] = [];
  for (let i = 0; i < length; i += 1) {
    if (max[i]! === 0) continue;
    const isFollowed = i + 1 < length && isStart[i + 1] === 0;
    const untilMs = isFollowed ? atMs[i + 1]! : Math.min(endMs, atMs[i]! + stepMs);
    const last = spans.at(-1);
    if (last && last[1] === atMs[i] && isStart[i] === 0) last[1] = untilMs;
    else spans.push([atMs[i]!, untilMs]);
  }
  return spans;
}
