import type { MetricState } from '@kilowatch/contracts';

export type Effect = 'active' | 'superseded' | 'none';

/** The newest of the two commands wins; of two at the same time, the charge. */
export function effectsOf(
  charge: MetricState | undefined,
  discharge: MetricState | undefined,
): { charge: Effect; discharge: Effect } {
  const isChargeNewest = (charge?.atMs ?? -Infinity) >= (discharge?.atMs ?? -Infinity);
  const effect = (state: MetricState | undefined, isNewest: boolean): Effect => {
    if (!state) return 'none';
    return isNewest ? 'active' : 'superseded';
  };
  return { charge: effect(charge, isChargeNewest), discharge: effect(discharge, !isChargeNewest) };
}
