const gapsKept = 32;
const fewestGaps = 4;
/** What comes within that time belongs together: a burst, or a device that never pauses. */
const togetherMs = 1_000;
/** A new answer differs from the old one by more than this share. */
const worthSaying = 0.2;

/**
 * How long a device pauses between its messages, learnt from when they come.
 *
 * The pause that half of the time is spent in pauses of at least: the many short ones within a burst weigh next to nothing, and
 * the longest one or two do not count, because they may be outages. A backlog, whose messages follow each other faster than
 * their own times do, says nothing.
 */
export class LearntInterval {
  #gaps: number[] = [];
  #oldest = 0;
  #heardAtMs = Number.NaN;
  #ownAtMs: number | undefined;
  #ms: number | undefined;

  /** With what an earlier run has learnt. */
  constructor(knownMs?: number) {
    this.#ms = knownMs;
  }

  /** ms; undefined while too little was heard. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** Notes a message received at that time, and when it says that it was made. */
  hears(atMs: number, ownAtMs?: number): void {
    const gapMs = atMs - this.#heardAtMs;
    if (gapMs >= 0 && gapMs < togetherMs) return;
    const ownGapMs = ownAtMs === undefined || this.#ownAtMs === undefined ? gapMs : ownAtMs - this.#ownAtMs;
    const isBacklog = ownGapMs < 0 || ownGapMs > 2 * gapMs + togetherMs;
    this.#heardAtMs = atMs;
    this.#ownAtMs = ownAtMs;
    if (gapMs > 0 && !isBacklog) this.#learn(gapMs);
  }

  #learn(gapMs: number): void {
    this.#gaps[this.#oldest] = gapMs;
    this.#oldest = (this.#oldest + 1) % gapsKept;
    if (this.#gaps.length < fewestGaps) return;
    const ms = Math.round(usual(this.#gaps));
    if (this.#ms === undefined || Math.abs(ms - this.#ms) > worthSaying * this.#ms) this.#ms = ms;
  }
}

function usual(gaps: readonly number[]): number {
  const outages = gaps.length < gapsKept / 2 ? 1 : 2;
  const counted = gaps.toSorted((a, b) => a - b).slice(0, -outages);
  let leftMs = counted.reduce((sum, gap) => sum + gap, 0) / 2;
  for (const gap of counted) {
    leftMs -= gap;
    if (leftMs <= 0) return gap;
  }
  return counted.at(-1)!;
}
