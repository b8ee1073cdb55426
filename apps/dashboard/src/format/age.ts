import type { MetricState } from '@kilowatch/contracts';

/** A value older than this no longer looks alive: a device that reports every second has then missed ten reports. */
export const staleAfterMs = 10_000;

export type Freshness = 'fresh' | 'stale' | 'none';

export interface Reported {
  value: number | undefined;
  atMs: number | undefined;
  ageMs: number;
  freshness: Freshness;
  quality: MetricState['quality'];
}

/**
 * What may be said of a latest value now. The time the server last heard from the device bounds its age, so that a device
 * whose clock runs ahead cannot look alive after it fell silent.
 */
export function reported(
  state: MetricState | undefined,
  lastSeenAtMs: number,
  nowMs: number,
  staleMs = staleAfterMs,
): Reported {
  if (!state) return { value: undefined, atMs: undefined, ageMs: 0, freshness: 'none', quality: undefined };
  const ageMs = Math.max(0, nowMs - Math.min(state.atMs, lastSeenAtMs));
  // The time of a value of that quality is only when it reached us: nobody knows how old it is.
  const freshness = ageMs > staleMs || state.quality === 'stale' ? 'stale' : 'fresh';
  return { value: state.value, atMs: state.atMs, ageMs, freshness, quality: state.quality };
}
