import { signal } from '@preact/signals';

export type Charts = typeof import('./lazy-charts.js');

/** The chart code, once it is there. */
export const charts = signal<Charts | undefined>(undefined);

/** The chart code could not be had: no connection, or a new version has taken the place of its file. */
export const areChartsMissing = signal(false);

const againAfterMs = 10_000;

const idle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 50);
};

/** Fetches the chart code when the numbers have been painted. */
export function loadChartsAfterPaint(): void {
  requestAnimationFrame(() => idle(() => void load()));
}

async function load(): Promise<void> {
  try {
    charts.value = await import('./lazy-charts.js');
    areChartsMissing.value = false;
  } catch {
    areChartsMissing.value = true; // the numbers stay
    setTimeout(loadChartsAfterPaint, againAfterMs);
  }
}
