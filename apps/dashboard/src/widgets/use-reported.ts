import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { type Reported, reported } from '../format/age.js';
import { livingStateNow, staleValueMsOf } from './living-state.js';

/**
 * The latest values of a device with what may be said of them now. None is fresh without a connection to the server, nor of a
 * device that is silent or away. `staleMs`: after how long one value no longer looks alive; absent: as its device reports.
 */
export function useReported(
  device: DeviceSnapshot | undefined,
  staleMs?: number,
): (metric: string) => Reported {
  const { live } = useAppState();
  const nowMs = Math.max(live.nowMs.value, device?.lastSeenAtMs ?? 0);
  const isCut = live.status.value === 'offline' || !device || livingStateNow(device, nowMs) !== 'online';
  const boundMs = staleMs ?? staleValueMsOf(device ?? {});
  return (metric) => {
    const value = reported(device?.metrics[metric], device?.lastSeenAtMs ?? 0, nowMs, boundMs);
    return isCut && value.freshness === 'fresh' ? { ...value, freshness: 'stale' } : value;
  };
}
