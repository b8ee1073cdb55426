/** Times this close to each other are looked up in one span … */
const gapMs = 1_000;
/** … of at most this length. */
const longestMs = 600_000;

/** Few spans that hold all these times, first and last millisecond inclusive. */
export function spansOf(times: readonly number[]): (readonly [number, number])[] {
  const spans: [number, number][] = [];
  for (const atMs of times.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && atMs - last[1] <= gapMs && atMs - last[0] <= longestMs) last[1] = atMs;
    else spans.push([atMs, atMs]);
  }
  return spans;
}
