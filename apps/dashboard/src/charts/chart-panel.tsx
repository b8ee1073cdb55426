import { useSignalEffect } from '@preact/signals';
import type { MountedChart, TimeChart } from '@kilowatch/charts';
import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../theme/theme.js';
import { type Charts, charts } from './load-charts.js';

interface ChartPanelProps {
  /** Reads signals for its data: it runs again when they change. Undefined: nothing to draw yet. */
  build: (charts: Charts) => TimeChart | undefined;
  /** What the chart shows, for those who cannot see it. */
  summary: string;
  kind: 'live' | 'history';
}

/** Draws at most once per frame, and not at all in a hidden tab. */
export function ChartPanel({ build, summary, kind }: ChartPanelProps) {
  const element = useRef<HTMLDivElement>(null);
  const mounted = useRef<MountedChart | undefined>(undefined);
  const frame = useRef(0);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      mounted.current?.dispose();
    },
    [],
  );
  useSignalEffect(() => {
    const loaded = charts.value;
    void theme.value; // the colours are read from the style sheet, which follows the theme
    const chart = loaded && build(loaded);
    if (!loaded || !chart) return;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      if (mounted.current) mounted.current.update(chart);
      else if (element.current) mounted.current = loaded.mountChart(element.current, chart);
    });
  });
  return (
    <div
      class={`chart chart-${kind}`}
      role="img"
      aria-label={summary}
      data-ready={charts.value !== undefined}
    >
      <div class="chart-canvas" ref={element} />
    </div>
  );
}
