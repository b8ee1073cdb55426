import { type ReadonlySignal, type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AnyChart, MountedChart } from '@kilowatch/charts';
import type { Span } from '../range/time-span.js';
import { palette } from '../theme/site-colours.js';
import { drawNoMore, drawSoon } from './frame-queue.js';
import { screenScale } from '../theme/screen-scale.js';
import { isTime } from './is-time.js';
import { type Charts, charts } from './load-charts.js';

export interface Drawn {
  /** What the canvas shows; undefined before the first drawing. */
  readonly shown: ReadonlySignal<AnyChart | undefined>;
  /** What it shows when nobody is looking for another span; may be drawn only with the next frame. */
  readonly built: ReadonlySignal<AnyChart | undefined>;
  readonly widthPx: ReadonlySignal<number>;
  readonly mounted: RefObject<MountedChart | null>;
}

/** Keeps a chart in an element up to date with the signals that `build` reads; over the span of `preview` while there is one. */
export function useDrawn(
  element: RefObject<HTMLElement | null>,
  build: (charts: Charts) => AnyChart | undefined,
  preview: ReadonlySignal<Span | undefined>,
): Drawn {
  const shown = useSignal<AnyChart | undefined>(undefined);
  const mounted = useRef<MountedChart>(null);
  const painted = useRef(1);
  const latestBuild = useSignal(build);
  latestBuild.value = build;
  const widthPx = useWidth(element);
  useEffect(
    () => () => {
      drawNoMore(mounted);
      mounted.current?.dispose();
      mounted.current = null;
    },
    [],
  );
  const built = useComputed(() => {
    void palette.value; // the colours are read from the style sheet
    return charts.value && latestBuild.value(charts.value);
  });
  useSignalEffect(() => {
    const loaded = charts.value;
    const scale = screenScale.value;
    const chart = over(built.value, preview.value);
    if (!loaded || !chart) return;
    drawSoon(mounted, () => {
      if (painted.current !== scale) {
        mounted.current?.dispose();
        [mounted.current, painted.current] = [null, scale];
      }
      if (mounted.current) mounted.current.update(chart);
      else if (element.current) mounted.current = loaded.mountChart(element.current, chart, scale);
      shown.value = chart;
    });
  });
  return { shown, built, widthPx, mounted };
}

const over = (chart: AnyChart | undefined, span: Span | undefined): AnyChart | undefined =>
  (span && isTime(chart)?.spanning?.(span)) ?? chart;

function useWidth(element: RefObject<HTMLElement | null>): Signal<number> {
  const widthPx = useSignal(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => (widthPx.value = entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return widthPx;
}
