export interface BackOffRange {
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
}

/**
 * Milliseconds to wait before attempt number `attempt` (0 = first): doubling, bounded, with jitter of up to half so that
 * services which lost the broker together do not come back in step. `random` is in [0, 1).
 */
export const backOffMs = (range: BackOffRange, attempt: number, random: number = Math.random()): number => {
  const full = Math.min(range.reconnectMaxMs, range.reconnectMinMs * 2 ** Math.min(attempt, 30));
  return Math.max(1, Math.round(full * (0.5 + random / 2)));
};
