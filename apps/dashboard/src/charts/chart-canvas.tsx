import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AnyChart, TimeChart } from '@kilowatch/charts';
import { isTime } from './is-time.js';
import { canvasStyle } from './canvas-style.js';
import { ChartCursor } from './chart-cursor.js';
import { type Pointing, pointing, zoomedSpan } from './chart-pointer.js';
import { cursor } from './cursor.js';
import type { Drawn } from './use-drawn.js';
import { zoomOut, zoomTo } from './zoom.js';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import type { Span } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import { useZoomGesture } from './use-zoom-gesture.js';
import { grown, screenScale } from '../theme/screen-scale.js';

interface ChartCanvasProps {
  drawn: Drawn;
  /** What the chart shows while somebody looks for a span. */
  preview: Signal<Span | undefined>;
  element: { current: HTMLDivElement | null };
  /** What the chart shows, for those who cannot see it. */
  summary: string;
  heightPx: number;
  isZoomable: boolean;
}

/** Less is a click and no span. */
const leastDragPx = 6;

/** The picture, with a cursor that the pointer or the arrow keys move, and spans to look closer at. */
export function ChartCanvas({ drawn, preview, element, summary, heightPx, isZoomable }: ChartCanvasProps) {
  const { live } = useAppState();
  const self = useRef({}).current;
  const drag = useSignal<{ fromX: number; toX: number } | undefined>(undefined);
  const byKeys = useSignal(false);
  useEffect(() => () => void (cursor.peek()?.by === self && (cursor.value = undefined)), []);

  const pixelsOf = (shown: AnyChart | undefined): { chart: TimeChart; at: Pointing } | undefined => {
    const chart = isTime(shown);
    return chart && { chart, at: pointing(chart, drawn.widthPx.peek()) };
  };
  const here = () => pixelsOf(drawn.shown.peek());
  const xOf = (event: PointerEvent | WheelEvent): number =>
    (event.clientX - (element.current?.getBoundingClientRect().left ?? 0)) / screenScale.peek();
  const point = (x: number): void => {
    const { at } = here() ?? {};
    if (!at) return;
    byKeys.value = false;
    cursor.value = x < at.left - 4 || x > at.right + 4 ? undefined : { atMs: at.atOf(x), by: self };
  };
  const leave = (): void => {
    if (cursor.peek()?.by === self) cursor.value = undefined;
  };
  const gesture = useZoomGesture({
    preview,
    here: () => pixelsOf(drawn.built.peek()),
    placeOf: (event) => ({ x: xOf(event), y: event.clientY / screenScale.peek() }),
    nowMs: () => live.serverNowMs(),
  });
  const release = (): void => {
    const { at } = here() ?? {};
    const { fromX = 0, toX = 0 } = drag.peek() ?? {};
    drag.value = undefined;
    if (!at || Math.abs(toX - fromX) < leastDragPx) return;
    zoomTo({ fromMs: at.atOf(Math.min(fromX, toX)), toMs: at.atOf(Math.max(fromX, toX)) });
    leave();
  };
  const press = (key: string, isFar: boolean): boolean => {
    const { chart } = here() ?? {};
    if (!chart) return false;
    const pointed = cursor.peek()?.atMs;
    const inside = pointed !== undefined && pointed >= chart.fromMs && pointed <= chart.toMs;
    const atMs = inside ? pointed : chart.toMs;
    const move = (direction: 1 | -1): void => {
      let nextMs = atMs;
      for (let i = 0; i < (isFar ? 10 : 1); i += 1) nextMs = chart.neighbourOf?.(nextMs, direction) ?? nextMs;
      byKeys.value = true;
      cursor.value = { atMs: Math.max(chart.fromMs, Math.min(chart.toMs, nextMs)), by: self };
    };
    const keys: Record<string, () => void> = {
      ArrowLeft: () => move(-1),
      ArrowRight: () => move(1),
      Escape: leave,
      ...(isZoomable && {
        '+': () => zoomTo(zoomedSpan(chart, inside ? atMs : (chart.fromMs + chart.toMs) / 2, true)),
        '-': () => zoomOut(live.serverNowMs()),
      }),
    };
    keys[key]?.();
    return key in keys;
  };
  return (
    <div
      class={`chart chart-plot${isZoomable ? ' is-zoomable' : ''}`}
      style={{ height: grown(heightPx) }}
      role="application"
      aria-roledescription={texts.value.chart.chart}
      aria-label={`${summary} ${texts.value.chart.keys}`}
      tabIndex={0}
      data-ready={drawn.shown.value !== undefined}
      onPointerMove={(event) => {
        if (gesture.move(event)) return;
        const x = xOf(event);
        const { at } = here() ?? {};
        if (drag.value && at) drag.value = { ...drag.value, toX: Math.max(at.left, Math.min(at.right, x)) };
        point(x);
      }}
      onPointerDown={(event) => {
        if (isZoomable && gesture.press(event)) {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.value = undefined;
          return leave();
        }
        const x = xOf(event);
        point(x);
        const { at } = here() ?? {};
        if (!isZoomable || event.button !== 0 || !at || x < at.left || x > at.right) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.value = { fromX: x, toX: x };
      }}
      onPointerUp={(event) => !gesture.release(event) && release()}
      onPointerCancel={(event) => {
        gesture.lose(event);
        drag.value = undefined;
      }}
      onWheel={(event) => {
        if (!isZoomable || !event.ctrlKey) return; // the plain wheel scrolls the page
        event.preventDefault();
        leave();
        gesture.wheel(event);
      }}
      onPointerLeave={(event) => event.pointerType !== 'touch' && leave()}
      onDblClick={() => isZoomable && zoomOut(live.serverNowMs())}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        // A key that is held down would ask the server thirty times a second.
        const isHeld = event.repeat && (event.key === '+' || event.key === '-');
        if (isHeld || press(event.key, event.shiftKey)) event.preventDefault();
      }}
    >
      <div class="chart-canvas" ref={element} aria-hidden="true" style={canvasStyle()} />
      <Selection drag={drag} />
      <PreviewedSpan preview={preview} />
      <ChartCursor drawn={drawn} self={self} isSpoken={byKeys.value} />
    </div>
  );
}

function Selection({ drag }: { drag: ReadonlySignal<{ fromX: number; toX: number } | undefined> }) {
  if (!drag.value) return null;
  const { fromX, toX } = drag.value;
  const style = { left: grown(Math.min(fromX, toX)), width: grown(Math.abs(toX - fromX)) };
  return <div class="chart-selection" style={style} />;
}

/** What the fingers or the wheel have chosen so far, beside the picture, which shows it too. */
function PreviewedSpan({ preview }: { preview: ReadonlySignal<Span | undefined> }) {
  const { site } = useAppState();
  if (!preview.value) return null;
  const { dateTime } = formatFor(texts.value.locale);
  const timeZone = timeZoneOf(site.value);
  return (
    <p class="chart-span" aria-hidden="true">
      {dateTime(preview.value.fromMs, timeZone)} – {dateTime(preview.value.toMs, timeZone)}
    </p>
  );
}
