import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import type { Reported } from '../format/age.js';
import { isCutOff } from '../live/is-cut-off.js';
import { reportedOf } from './reported-of.js';

export { type Moment, reportedOf } from './reported-of.js';

/** {@link reportedOf} a device now, as it goes on. */
export function useReported(
  device: DeviceSnapshot | undefined,
  staleMs?: number,
): (metric: string) => Reported {
  const { live } = useAppState();
  const moment = { nowMs: live.nowMs.value, isOffline: isCutOff(live.status.value) };
  return reportedOf(device, moment, staleMs);
}
