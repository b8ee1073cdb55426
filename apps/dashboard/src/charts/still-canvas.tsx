import { canvasStyle } from './canvas-style.js';
import type { Drawn } from './use-drawn.js';
import { grown } from '../theme/screen-scale.js';

interface StillCanvasProps {
  drawn: Drawn;
  element: { current: HTMLDivElement | null };
  /** What the chart shows, for those who cannot see it. */
  summary: string;
  heightPx: number;
}

/** The picture of a chart without a time axis: there is no cursor to move and no span to look closer at. */
export const StillCanvas = ({ drawn, element, summary, heightPx }: StillCanvasProps) => (
  <div
    class="chart chart-plot"
    style={{ height: grown(heightPx) }}
    role="img"
    aria-label={summary}
    data-ready={drawn.shown.value !== undefined}
  >
    <div class="chart-canvas" ref={element} style={canvasStyle()} />
  </div>
);
