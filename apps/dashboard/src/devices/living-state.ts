import type { DeviceSnapshot, LivingState } from '@kilowatch/contracts';

/** Three of its intervals, and a little for the way: as the server decides, without waiting for it to say so. */
const missedIntervals = 3;
const slackMs = 2_000;
/** Of a device whose interval is not known yet. */
const patienceMs = 15 * 60_000;

/** ms after which a value of this device no longer looks alive. */
export const staleAfterMsOf = ({ expectedIntervalMs }: Pick<DeviceSnapshot, 'expectedIntervalMs'>): number =>
  expectedIntervalMs === undefined ? patienceMs : missedIntervals * expectedIntervalMs + slackMs;

/** Whether a device is there, as far as this page can tell: what it said last counts, and how long ago. */
export function livingStateNow(
  device: Pick<DeviceSnapshot, 'connection' | 'lastSeenAtMs' | 'expectedIntervalMs'>,
  nowMs: number,
): LivingState {
  if (device.connection === 'offline') return 'offline';
  return nowMs - device.lastSeenAtMs > staleAfterMsOf(device) ? 'silent' : 'online';
}
