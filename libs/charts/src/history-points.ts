import type { ChartPoint } from './gaps.js';

export interface HistoryPoints {
  /** W, magnitudes, as commanded or written. */
  chargeW: readonly ChartPoint[];
  dischargeW: readonly ChartPoint[];
  /** W, positive while discharging. */
  activePowerW: readonly ChartPoint[];
  socPct: readonly ChartPoint[];
}

export interface HistoryShape {
  kind: 'line' | 'bar';
  /** Width of a window, and the least spacing that counts as a gap comes from it. */
  stepMs: number;
  /** Every command is a point of its own (not a window): it holds until the next one. */
  areCommandsExact: boolean;
  /** Where holding ends: now, or the end of a range that is over. */
  heldUntilMs: number;
}
