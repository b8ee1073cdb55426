/** A page as stores give it. */
export interface StorePage<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** What the store has from some time on, complete up to `endMs`. */
export interface StoreStretch<T> {
  readonly items: readonly T[];
  /** UTC epoch ms, exclusive; undefined when the store has nothing more. */
  readonly endMs?: number;
}

/** So many more are asked for, as items of one time must not be torn apart. */
const more = 16;

/**
 * Reads pages until there are `wanted` items, or `isEnough`, that end with a whole time: what waits is merged by time, so that an
 * answer must know all that the store has of one.
 */
export async function storeStretch<T>(
  ask: (cursor: string | undefined, limit: number) => Promise<StorePage<T>>,
  timeOf: (item: T) => number,
  wanted: number,
  isEnough: (items: readonly T[]) => boolean = () => false,
): Promise<StoreStretch<T>> {
  const items: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ask(cursor, Math.max(more, wanted + more - items.length));
    items.push(...page.items);
    cursor = page.next;
    const last = items.at(-1);
    if (cursor === undefined || last === undefined) return { items };
    const endMs = timeOf(last);
    const whole = items.findLastIndex((item) => timeOf(item) < endMs) + 1;
    const isDone = whole >= wanted || (whole > 0 && isEnough(items.slice(0, whole)));
    if (isDone) return { items: items.slice(0, whole), endMs };
  }
}
