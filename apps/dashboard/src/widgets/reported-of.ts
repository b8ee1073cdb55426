import type { DeviceSnapshot } from '@kilowatch/contracts';
import { type Reported, reported } from '../format/age.js';
import { livingStateNow, staleValueMsOf } from './living-state.js';

/** What a page knows at this moment. */
export interface Moment {
  /** The server's clock. */
  readonly nowMs: number;
  /** Nothing comes from the server. */
  readonly isOffline: boolean;
}

/**
 * The latest values of a device with what may be said of them at a moment. None is fresh without a connection to the server, nor of
 * a device that is silent or away. `staleMs`: after how long one value no longer looks alive; absent: as its device reports.
 */
export function reportedOf(
  device: DeviceSnapshot | undefined,
  moment: Moment,
  staleMs?: number,
): (metric: string) => Reported {
  const nowMs = Math.max(moment.nowMs, device?.lastSeenAtMs ?? 0);
  const isCut = moment.isOffline || !device || livingStateNow(device, nowMs) !== 'online';
  const boundMs = staleMs ?? staleValueMsOf(device ?? {});
  return (metric) => {
    const value = reported(device?.metrics[metric], device?.lastSeenAtMs ?? 0, nowMs, boundMs);
    return isCut && value.freshness === 'fresh' ? { ...value, freshness: 'stale' } : value;
  };
}
