import type { DeviceSnapshot, LivingState } from '@kilowatch/contracts';

type Rhythm = { readonly expectedIntervalMs?: number | undefined };

/** Three of its intervals, and a little for the way: as the server decides, without waiting for it to say so. */
const missedIntervals = 3;
const slackMs = 2_000;
/** Of a device whose interval is not known yet. */
const patienceMs = 15 * 60_000;

/** ms after which a device that says nothing no longer looks alive. */
export const staleAfterMsOf = ({ expectedIntervalMs }: Rhythm): number =>
  expectedIntervalMs === undefined ? patienceMs : missedIntervals * expectedIntervalMs + slackMs;

/** Gateways go through their registers one after the other: each of them comes far less often than the device is heard. */
const intervalsOfAllValues = 10;
const roundMs = 60_000;

/** ms after which one value of a device that is there no longer looks alive. */
export const staleValueMsOf = ({ expectedIntervalMs = patienceMs }: Rhythm): number =>
  intervalsOfAllValues * expectedIntervalMs + roundMs;

/** Whether a device is there, as far as this page can tell: what it said last counts, and how long ago. */
export function livingStateNow(
  device: Pick<DeviceSnapshot, 'connection' | 'lastSeenAtMs' | 'expectedIntervalMs'>,
  nowMs: number,
): LivingState {
  if (device.connection === 'offline') return 'offline';
  return nowMs - device.lastSeenAtMs > staleAfterMsOf(device) ? 'silent' : 'online';
}
