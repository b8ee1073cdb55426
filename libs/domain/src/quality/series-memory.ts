import { jumpWithinMs, type MetricRules } from './metric-rules.js';

const agreeingAfterJump = 3;
const runsKnown = 20;
const timesUsual = 100;
const timesLongest = 4;
const runsAveraged = 100;

/** What a series was like, as far as its next value is judged by that. */
export class SeriesMemory {
  #value: number | undefined;
  #atMs = Number.NEGATIVE_INFINITY;
  #newLevel = 0;
  #agreeing = 0;
  /** How long the present value has been said, in readings. */
  #run = 0;
  #runSinceMs = 0;
  #runs = 0;
  #usualRun = 0;
  #longestRun = 0;
  #isFrozen = false;

  constructor(readonly rules: MetricRules) {}

  /** Whether a plausible value does not follow from what came before. What comes late is not judged by it. */
  isSuspect(value: number, atMs: number, frozenAfterMs: number): boolean {
    if (atMs <= this.#atMs) return false;
    if (this.#isJump(value, atMs)) return true;
    this.#atMs = atMs;
    if (value !== this.#value) {
      this.#begin(value, atMs);
      return false;
    }
    this.#run += 1;
    this.#isFrozen = this.rules.canFreeze && value !== 0 && this.#standsStill(atMs, frozenAfterMs);
    return this.#isFrozen;
  }

  /** One value that is far from all others is a spike; a third that agrees with it is a new level. */
  #isJump(value: number, atMs: number): boolean {
    const { maxJump, powerOnValue } = this.rules;
    const away = this.#value === undefined ? Number.POSITIVE_INFINITY : Math.abs(value - this.#value);
    const isFar = away > maxJump && atMs - this.#atMs <= jumpWithinMs;
    const isPowerOn = value === powerOnValue && away > maxJump / 4;
    if (!isFar && !isPowerOn) return false;
    this.#agreeing = Math.abs(value - this.#newLevel) <= maxJump / 4 ? this.#agreeing + 1 : 1;
    this.#newLevel = value;
    return this.#agreeing < agreeingAfterJump;
  }

  #begin(value: number, atMs: number): void {
    if (this.#value !== undefined && !this.#isFrozen) {
      this.#runs = Math.min(this.#runs + 1, runsAveraged);
      this.#usualRun += (this.#run - this.#usualRun) / this.#runs;
      this.#longestRun = Math.max(this.#longestRun, this.#run);
    }
    this.#value = value;
    this.#run = 1;
    this.#runSinceMs = atMs;
    this.#agreeing = 0;
    this.#isFrozen = false;
  }

  /** Only what used to move can stand still: a thermometer of whole degrees may say the same all night. */
  #standsStill(atMs: number, frozenAfterMs: number): boolean {
    if (atMs - this.#runSinceMs < frozenAfterMs || this.#runs < runsKnown) return false;
    return this.#run >= timesUsual * this.#usualRun && this.#run >= timesLongest * this.#longestRun;
  }
}
