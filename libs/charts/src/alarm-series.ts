import type { CustomSeriesOption } from 'echarts/charts';
import { text } from './band-series.js';
import type { ChartTheme } from './chart-theme.js';
import type { CursorLine } from './cursor-readings.js';
import type { DrawnSeries } from './drawn-series.js';
import { toPixels } from './pixel-columns.js';
import { isRaised } from './raised.js';
import { type Item, mapping, oneItem, onSpans, type TracePlace } from './trace-series.js';

/** Pixels from the left edge, and how wide. */
type PixelRun = readonly [x: number, widthPx: number];

const stripPx = 3;
const linePx = 13;
/** As wide as a letter is in the wider fonts of systems. */
const letterPx = 7.5;
/** From the beginning of a span to its word. */
const beforeWordPx = 3;

/**
 * When an alarm was raised: shaded over the whole height; in the topmost grid with a strip and its word, where there is room for it, so that
 * colour is not the only sign. All of it is a few elements, however often it was raised. `place.place`: its line among others.
 */
export const alarmSeries = (
  series: DrawnSeries,
  place: TracePlace,
  theme: ChartTheme,
): CustomSeriesOption => ({
  ...oneItem(place, (box) => {
    const columns = toPixels(series.columns, { ...place, widthPx: box.width });
    const { x0, perMs } = mapping(box, place);
    const edge = (atMs: number): number => Math.max(box.x, Math.min(box.x + box.width, x0 + atMs * perMs));
    const spans = onSpans(columns, series.stepMs, place.toMs).map(([fromMs, toMs]): PixelRun => {
      const x = edge(fromMs);
      return [x, Math.max(1, edge(toMs) - x)];
    });
    if (spans.length === 0) return [];
    const filled = (top: number, height: number, opacity: number): Item =>
      ({
        type: 'kwSpans',
        shape: { source: { spans }, top, height },
        style: { fill: series.colour, opacity },
        silent: true,
      }) as unknown as Item;
    const top = box.y + place.place * (stripPx + 1);
    const wordsY = box.y + (place.place + 1) * linePx + place.places * (stripPx + 1);
    const words = wordsOf(spans, beforeWordPx + series.label.length * letterPx, box.x + box.width);
    const shade = filled(box.y, box.height, 0.14);
    if (place.xAxisIndex > 0) return [shade];
    return [
      shade,
      filled(top, stripPx, 0.9),
      ...words.map(
        (x) => text(series.label, x + beforeWordPx, wordsY, theme.ink, theme, false) as unknown as Item,
      ),
    ];
  }),
  z: 1,
});

/** Where the word stands: at the beginning of each span that is not yet below another word, and never beyond the edge. */
export function wordsOf(spans: readonly PixelRun[], widthPx: number, edgePx: number): number[] {
  const places: number[] = [];
  for (const [x] of spans) {
    const place = Math.min(x, edgePx - widthPx);
    const last = places.at(-1);
    if (last === undefined || place > last + widthPx + 2 * letterPx) places.push(place);
  }
  return places;
}

/** What the cursor says of alarms: nothing while there is none. */
export const alarmLines = (alarms: readonly DrawnSeries[], atMs: number): CursorLine[] =>
  alarms
    .filter(({ columns, stepMs }) => isRaised(columns, stepMs, { fromMs: atMs, toMs: atMs + 1 }))
    .map(({ label, colour, write }) => ({ label, colour, text: write(1) }));
