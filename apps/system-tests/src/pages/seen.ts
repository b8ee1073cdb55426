import { expect } from '@jest/globals';
import { eventually, type Patience } from '@kilowatch/testing';
import type { Locator, Page } from 'playwright-core';

/** A browser that has other work too. */
export const patience: Patience = { withinMs: 15_000 };

/** Waits until it says this, however its words are set. */
export const says = (where: Locator, words: RegExp): Promise<void> =>
  eventually(async () => expect((await where.innerText()).replaceAll(/\s+/g, ' ')).toMatch(words), patience);

/** Waits until these say this in this order: a row that is not drawn yet says nothing. */
export const lists = (where: Locator, words: readonly string[]): Promise<void> =>
  eventually(async () => expect(await where.allInnerTexts()).toEqual(words), patience);

/** Waits until there are so many. */
export const counts = (where: Locator, count: number): Promise<void> =>
  eventually(async () => expect(await where.count()).toBe(count), patience);

/** Whether nothing has to be moved sideways to be read. */
export const isNotWider = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth <= innerWidth');
