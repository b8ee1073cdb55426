import type { DeviceSnapshot, legacyBattery } from '@kilowatch/contracts';
import type { LiveModel } from './live-model.js';

/** A device that reports every second has then missed ten reports. */
export const defaultStaleAfterMs = 10_000;

/** Whether a device has been silent for too long. Both times in ms of one clock: take `serverNowMs()` for `nowMs`. */
export const isStale = (lastSeenAtMs: number, nowMs: number, staleAfterMs = defaultStaleAfterMs): boolean =>
  nowMs - lastSeenAtMs > staleAfterMs;

const commandedBattery: typeof legacyBattery = 'battery:default';

/** As the server decides who is silent. */
const missedIntervals = 3;
const slackMs = 2_000;

/**
 * Whether a device should have been heard in so long a silence. The commanded battery reports nothing by itself, an offline device and
 * one that the server calls silent are known to be away, and nobody knows of one without an interval.
 */
function owesReport(
  { device, connection, silentSinceMs, expectedIntervalMs }: DeviceSnapshot,
  silentMs: number,
): boolean {
  if (device === commandedBattery || connection === 'offline' || silentSinceMs !== undefined) return false;
  return expectedIntervalMs !== undefined && silentMs > missedIntervals * expectedIntervalMs + slackMs;
}

/** Whether so long a silence on the socket means that something is wrong. */
export const expectsReports = (model: LiveModel, silentMs: number): boolean =>
  [...model.devices.values()].some((device) => owesReport(device, silentMs));
