import { expect } from '@jest/globals';
import { eventually, type Patience } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';

/** A browser that has other work too. */
export const patience: Patience = { withinMs: 15_000 };

/** So long one look at what is not there yet may take. ms */
const oneLook = { timeout: 1_000 };

/** What a failure has to tell beside itself: the page is gone when it is read. */
async function pageOf(where: Locator): Promise<string> {
  const page: Page & { errors?: readonly string[] } = where.page();
  const text = await page.locator('body').innerText(oneLook).catch(String);
  return `${page.url()} had the errors ${JSON.stringify(page.errors)} and said:\n${text.slice(0, 600)}`;
}

async function waits(where: Locator, assertion: () => Promise<void>): Promise<void> {
  try {
    await eventually(assertion, patience);
  } catch (failure) {
    throw new Error(`${(failure as Error).message}\n\n${await pageOf(where)}`, { cause: failure });
  }
}

/** Waits until it says this, however its words are set. */
export const says = (where: Locator, words: RegExp): Promise<void> =>
  waits(where, async () =>
    expect((await where.innerText(oneLook)).replaceAll(/\s+/g, ' ').trim()).toMatch(words),
  );

/** Waits until these say this in this order: a row that is not drawn yet says nothing. */
export const lists = (where: Locator, words: readonly string[]): Promise<void> =>
  waits(where, async () => expect(await where.allInnerTexts()).toEqual(words));

/** Waits until there are so many. */
export const counts = (where: Locator, count: number): Promise<void> =>
  waits(where, async () => expect(await where.count()).toBe(count));

/** Waits until an attribute says this. */
export const attributeSays = (where: Locator, name: string, words: RegExp): Promise<void> =>
  waits(where, async () => expect(await where.getAttribute(name, oneLook)).toMatch(words));

/** Waits until this is what is read there. */
export const becomes = (read: () => unknown, expected: unknown): Promise<void> =>
  eventually(async () => expect(await read()).toEqual(expected), patience);

/** Whether nothing has to be moved sideways to be read. */
export const isNotWider = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth <= innerWidth');
