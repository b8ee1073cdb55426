/** A stretch of time that holds nothing, ms; both bounds are exclusive. */
export type Gap = readonly [afterMs: number, beforeMs: number];

/** Live data goes on from the newest; a few backlogs at once are filled into others. */
const mostGaps = 8;

/** When there is certainly nothing yet: a few stretches of time, the longest that are known. */
export class KnownGaps {
  private gaps: readonly Gap[] = [];

  has(atMs: number): boolean {
    return this.gaps.some(([afterMs, beforeMs]) => atMs > afterMs && atMs < beforeMs);
  }

  learn(gap: Gap): void {
    const overlaps = ([afterMs, beforeMs]: Gap): boolean => afterMs < gap[1] && beforeMs > gap[0];
    const united = this.gaps
      .filter(overlaps)
      .reduce(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)], gap);
    if (united[0] < united[1]) this.keep([...this.gaps.filter((known) => !overlaps(known)), united]);
  }

  /** From now on there is something at these times. */
  fill(times: readonly number[]): void {
    this.keep(this.gaps.flatMap((gap) => without(gap, times)));
  }

  private keep(gaps: readonly Gap[]): void {
    this.gaps = gaps.length <= mostGaps ? gaps : gaps.toSorted(longerFirst).slice(0, mostGaps);
  }
}

// Two that are endless are equally long.
const longerFirst = ([a, b]: Gap, [c, d]: Gap): number => (b - a === d - c ? 0 : d - c - (b - a));

/** What is left of a gap before and behind the times in it; nothing is in between. */
function without(gap: Gap, times: readonly number[]): readonly Gap[] {
  const [afterMs, beforeMs] = gap;
  let [first, last] = [Infinity, -Infinity];
  for (const atMs of times) {
    if (!(atMs > afterMs && atMs < beforeMs)) continue;
    if (atMs < first) first = atMs;
    if (atMs > last) last = atMs;
  }
  return first > last
    ? [gap]
    : [[afterMs, first] as const, [last, beforeMs] as const].filter(([a, b]) => b - a > 1);
}
