import { encodeMark, type PageKind, type PageMark } from './page-mark.js';

interface PageParts<T> {
  readonly kind: PageKind;
  /** Ascending, complete up to the time at which `isMore` begins. */
  readonly items: readonly T[];
  readonly timeOf: (item: T) => number;
  /** Where the page before ended; `items` begin with the items of that time. */
  readonly mark: PageMark | undefined;
  readonly limit: number;
  /** There is more behind `items`. */
  readonly isMore: boolean;
  /** Whether another item fits; a page holds one at least. */
  readonly fits?: (item: T) => boolean;
}

/** The items of one page, and the cursor of the next. */
export function pageOf<T>(parts: PageParts<T>): { items: T[]; next?: string } {
  const { kind, items, timeOf, mark, limit, isMore, fits = () => true } = parts;
  const start = mark?.given ?? 0;
  const page: T[] = [];
  for (const item of items.slice(start, start + limit)) {
    if (!fits(item) && page.length > 0) break;
    page.push(item);
  }
  const end = start + page.length;
  const last = page.at(-1);
  if (last === undefined || (end >= items.length && !isMore)) return { items: page };
  const atMs = timeOf(last);
  const first = items.findIndex((item) => timeOf(item) === atMs);
  return { items: page, next: encodeMark(kind, { atMs, given: end - first }) };
}
