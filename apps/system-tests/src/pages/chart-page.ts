import { expect } from '@jest/globals';
import type { Page, Response } from 'playwright-core';
import type { Product } from '../product.js';

const readings = 7_200;
export const spike = { position: 5_000, value: 99 };

/** The first line says what the others hold. */
export async function importCsv({ url }: Product, lines: readonly string[]): Promise<void> {
  const headers = { 'content-type': 'text/csv' };
  const reply = await fetch(`${url}/api/v1/history/import`, {
    method: 'POST',
    headers,
    body: lines.join('\n'),
  });
  expect(await reply.json()).toMatchObject({ accepted: lines.length - 1 });
}

/** Two hours at a reading a second, with one high value among them. */
export async function importReadings(product: Product): Promise<void> {
  const firstMs = Date.now() - readings * 1_000;
  const lines = Array.from({ length: readings }, (_, i) => {
    const value = i === spike.position ? spike.value : 20 + Math.sin(i / 500);
    return `sensor:probe,temperatureC,${new Date(firstMs + i * 1_000).toISOString()},${value.toFixed(3)}`;
  });
  await importCsv(product, ['device,metric,time,value', ...lines]);
}

export const compared = (series: string, range = '6h'): string =>
  `/compare?${new URLSearchParams({ series, range }).toString()}`;

export const isDrawn = (page: Page): Promise<void> =>
  page.locator('.chart-card[aria-busy="false"] .chart-plot[data-ready="true"]').waitFor();

/** The lengths of the windows that came, in the order of the questions. */
export function windowsOf(page: Page): number[] {
  const steps: number[] = [];
  page.on('response', (response: Response) => {
    if (!response.url().includes('/api/v1/history?')) return;
    void response.json().then(
      ({ stepMs }: { stepMs: number }) => steps.push(stepMs),
      () => undefined, // the page was closed meanwhile
    );
  });
  return steps;
}
