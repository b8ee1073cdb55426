import type { Page } from 'playwright-core';

/** What has moved by itself, as browsers count it, and what it was. */
export interface Shifts {
  readonly sum: number;
  readonly sources: readonly string[];
}

const observe = `new Promise((resolve) => {
  window.shifts = [];
  const keep = (list) => {
    for (const { value, sources } of list.getEntries())
      window.shifts.push({ value, what: sources.map(({ node }) => node?.className || node?.parentElement?.className) });
    resolve();
  };
  new PerformanceObserver(keep).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(resolve)); // of a page that never moved there is no entry
})`;

/** Counts from the opening of the page on. */
export const observeShifts = (page: Page): Promise<unknown> => page.evaluate(observe);

/** Since the page was opened, or last asked for this. */
export async function shiftsOf(page: Page): Promise<Shifts> {
  const found: { value: number; what: string[] }[] = await page.evaluate('window.shifts.splice(0)');
  return {
    sum: found.reduce((sum, { value }) => sum + value, 0),
    sources: found.map(({ value, what }) => `${value.toFixed(5)} ${what.join(', ')}`),
  };
}
