import type { BatteryMetric, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { type Reported, reported } from '../format/age.js';

/** The latest values of a battery with what may be said of them now. Without a connection to it none is fresh. */
export function useReported(battery: DeviceSnapshot | undefined): (metric: BatteryMetric) => Reported {
  const { live } = useAppState();
  const isCut = live.status.value === 'offline' || battery?.connection === 'offline';
  const nowMs = Math.max(live.nowMs.value, battery?.lastSeenAtMs ?? 0);
  return (metric) => {
    const value = reported(battery?.metrics[metric], battery?.lastSeenAtMs ?? 0, nowMs);
    return isCut && value.freshness === 'fresh' ? { ...value, freshness: 'stale' } : value;
  };
}
