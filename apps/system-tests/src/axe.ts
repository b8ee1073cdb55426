import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const themes = ['light', 'dark'] as const;

/** Rules of WCAG 2.2 A and AA, and what is good practice beside them. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const isLoaded = 'typeof axe !== "undefined"';
const run = `axe.run(document, ${JSON.stringify({ runOnly: { type: 'tag', values: rules } })})`;

async function violationsOf(page: Page): Promise<string[]> {
  // Not as a script element, which the page's own security policy refuses.
  if (!(await page.evaluate(isLoaded))) await page.evaluate(await readScript());
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`),
  );
}

let read: Promise<string> | undefined;
const readScript = (): Promise<string> => (read ??= readFile(script, 'utf8'));

/** That who cannot see, or not well, or uses no mouse, can use what the page shows now: in the light and in the dark theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    expect({ colorScheme, violations: await violationsOf(page) }).toEqual({ colorScheme, violations: [] });
  }
}
