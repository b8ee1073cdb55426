import { holdMs, type WindowSums } from './window-sums.js';

/** A reading that was the newest of its series at some time. */
export interface HeldReading {
  readonly atMs: number;
  readonly value: number;
}

/** How long values counted in whole windows, with what they were when a window began. Entry i stands for window i. */
export interface TimeWeights {
  /** Integral of the value over the time in which one counted, value · ms. */
  readonly weighted: Float64Array;
  /** That time, ms; 0 where no value counted at any time of the window. */
  readonly weightMs: Float64Array;
}

/**
 * Each value counts from its time until the next reading of its series, or until its sensor is missing, at most `holdMs`, within
 * each window that it reaches; `before` is the last reading before the first edge. Also windows without readings may have a weight.
 */
export function timeWeights(sums: WindowSums, before?: HeldReading): TimeWeights {
  const weighted = sums.weighted.slice();
  const weightMs = sums.weightMs.slice();
  let held = before;
  const hold = (i: number, fromMs: number, untilMs: number): void => {
    if (!held) return;
    const heldMs = Math.max(0, Math.min(untilMs, held.atMs + holdMs) - fromMs);
    weighted[i]! += held.value * heldMs;
    weightMs[i]! += heldMs;
  };
  for (let i = 0; i < sums.length; i += 1) {
    const [startMs, endMs] = [sums.edgesMs[i]!, sums.edgesMs[i + 1]!];
    const [missingBeforeMs, missingAfterMs] = [sums.missingBeforeMs[i]!, sums.missingAfterMs[i]!];
    if (sums.count[i] === 0) {
      hold(i, startMs, Math.min(endMs, missingBeforeMs));
      if (missingBeforeMs < endMs) held = undefined;
      continue;
    }
    hold(i, startMs, Math.min(sums.firstAtMs[i]!, missingBeforeMs));
    held = { atMs: sums.lastAtMs[i]!, value: sums.last[i]! };
    hold(i, held.atMs, Math.min(endMs, missingAfterMs));
    if (missingAfterMs < endMs) held = undefined;
  }
  return { weighted, weightMs };
}

/** NaN where no value counted. */
export const timeWeightedMeans = (sums: WindowSums, before?: HeldReading): Float64Array => {
  const { weighted, weightMs } = timeWeights(sums, before);
  return weighted.map((value, i) => (weightMs[i] ? value / weightMs[i] : Number.NaN));
};
