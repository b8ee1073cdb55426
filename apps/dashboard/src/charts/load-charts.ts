import { signal } from '@preact/signals';

export type Charts = typeof import('./lazy-charts.js');

/** The chart code, once it is there. */
export const charts = signal<Charts | undefined>(undefined);

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
  } catch {
    // A new build, or no connection: the numbers stay, the next online event tries again.
    addEventListener('online', loadChartsAfterPaint, { once: true });
  }
}
