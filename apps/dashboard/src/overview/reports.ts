import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import type { Reported } from '../format/age.js';
import { isCutOff } from '../live/is-cut-off.js';
import { type Moment, reportedOf } from '../widgets/use-reported.js';

/** What may be said of a metric now. */
export type Report = (metric: string) => Reported;

/** What this page knows now, as it goes on. */
export function useMoment(): Moment {
  const { live } = useAppState();
  return { nowMs: live.nowMs.value, isOffline: isCutOff(live.status.value) };
}

/** Of any device what may be said of its values now. */
export function useReports(): (device: DeviceSnapshot | undefined) => Report {
  const moment = useMoment();
  return (device) => reportedOf(device, moment);
}
