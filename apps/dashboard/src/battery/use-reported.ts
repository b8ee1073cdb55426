import type { BatteryMetric, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { type Reported, reported } from '../format/age.js';

/** The latest values of a battery with what may be said of them now. An offline device's values are never fresh. */
export function useReported(battery: DeviceSnapshot | undefined): (metric: BatteryMetric) => Reported {
  const { live } = useAppState();
  const nowMs = Math.max(live.nowMs.value, battery?.lastSeenAtMs ?? 0);
  return (metric) => {
    const value = reported(battery?.metrics[metric], battery?.lastSeenAtMs ?? 0, nowMs);
    const isGone = battery?.connection === 'offline' && value.freshness === 'fresh';
    return isGone ? { ...value, freshness: 'stale' } : value;
  };
}
