import { graphic } from 'echarts/core';
import { nothing, type PixelColumns } from './pixel-columns.js';

/** From a sample to the canvas: `x = x0 + atMs * perMs`, `y = y0 + value * perUnit`. */
export interface Mapping {
  x0: number;
  perMs: number;
  y0: number;
  perUnit: number;
}

interface TraceShape extends Mapping {
  /** Wrapped: the chart library copies whatever has a length. */
  source: { columns: PixelColumns; spans: readonly (readonly [x: number, widthPx: number])[] };
  /** The value an area grows from. */
  base: number;
  /** Half a bar in px. */
  half: number;
  /** Of spans, px. */
  top: number;
  height: number;
}

type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'closePath' | 'rect' | 'arc'>;

const isAlone = ({ isStart, length }: PixelColumns, i: number): boolean =>
  isStart[i] === 1 && (i + 1 >= length || isStart[i + 1] === 1);

/** Calls with each run of entries that one line joins. */
function eachRun({ isStart, length }: PixelColumns, draw: (first: number, end: number) => void): void {
  for (let first = 0; first < length;) {
    let end = first + 1;
    while (end < length && isStart[end] === 0) end += 1;
    draw(first, end);
    first = end;
  }
}

const dotPx = 2;

/** Thousands of points as one path each: an element per point would cost more than all the rest of a chart. */
const pens: Record<string, (pen: Pen, shape: TraceShape) => void> = {
  kwLine(pen, { source: { columns }, x0, perMs, y0, perUnit }) {
    const { atMs, value, isStart, length } = columns;
    for (let i = 0; i < length; i += 1) {
      const x = x0 + atMs[i]! * perMs;
      const y = y0 + value[i]! * perUnit;
      if (isStart[i] === 1) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
  },
  kwSteps(pen, { source: { columns }, x0, perMs, y0, perUnit }) {
    const { atMs, value, isStart, length } = columns;
    for (let i = 0; i < length; i += 1) {
      const x = x0 + atMs[i]! * perMs;
      const y = y0 + value[i]! * perUnit;
      if (isStart[i] === 1) pen.moveTo(x, y);
      else {
        pen.lineTo(x, y0 + value[i - 1]! * perUnit);
        pen.lineTo(x, y);
      }
    }
  },
  kwDots(pen, { source: { columns }, x0, perMs, y0, perUnit }) {
    for (let i = 0; i < columns.length; i += 1) {
      if (!isAlone(columns, i)) continue;
      const x = x0 + columns.atMs[i]! * perMs;
      const y = y0 + columns.value[i]! * perUnit;
      pen.moveTo(x + dotPx, y);
      pen.arc(x, y, dotPx, 0, 2 * Math.PI);
    }
  },
  kwEnvelope(pen, { source: { columns }, x0, perMs, y0, perUnit }) {
    const { atMs, min, max } = columns;
    eachRun(columns, (first, end) => {
      for (let i = first; i < end; i += 1) {
        const [x, y] = [x0 + atMs[i]! * perMs, y0 + max[i]! * perUnit];
        if (i === first) pen.moveTo(x, y);
        else pen.lineTo(x, y);
      }
      for (let i = end - 1; i >= first; i -= 1) pen.lineTo(x0 + atMs[i]! * perMs, y0 + min[i]! * perUnit);
      pen.closePath();
    });
  },
  kwArea(pen, { source: { columns }, x0, perMs, y0, perUnit, base }) {
    const { atMs, value } = columns;
    const floor = y0 + base * perUnit;
    eachRun(columns, (first, end) => {
      pen.moveTo(x0 + atMs[first]! * perMs, floor);
      for (let i = first; i < end; i += 1) pen.lineTo(x0 + atMs[i]! * perMs, y0 + value[i]! * perUnit);
      pen.lineTo(x0 + atMs[end - 1]! * perMs, floor);
      pen.closePath();
    });
  },
  kwBars(pen, { source: { columns }, x0, perMs, y0, perUnit, base, half }) {
    const floor = y0 + base * perUnit;
    for (let i = 0; i < columns.length; i += 1) {
      const y = y0 + columns.value[i]! * perUnit;
      pen.rect(x0 + columns.atMs[i]! * perMs - half, Math.min(y, floor), 2 * half, Math.abs(y - floor));
    }
  },
  kwSpans(pen, { source: { spans }, top, height }) {
    for (const [x, widthPx] of spans) pen.rect(x, top, widthPx, height);
  },
};

/** What a shape is before it is told: a path may be asked for by then. */
const unset: TraceShape = {
  ...{ x0: 0, perMs: 0, y0: 0, perUnit: 0, base: 0, half: 0, top: 0, height: 0 },
  source: { columns: nothing, spans: [] },
};

/** Makes the shapes known to the chart library; `use` of a chart calls it once. */
export function registerTraces(): void {
  for (const [type, draw] of Object.entries(pens))
    graphic.registerShape(
      type,
      graphic.extendShape({
        type,
        shape: unset,
        buildPath: (pen: Pen, shape: object) => draw(pen, shape as TraceShape),
      }),
    );
}
