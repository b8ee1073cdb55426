import type { DeviceSnapshot, legacyBattery } from '@kilowatch/contracts';
import type { LiveModel } from './live-model.js';

/** A device that reports every second has then missed ten reports. */
export const defaultStaleAfterMs = 10_000;

/** Whether a device has been silent for too long. Both times in ms of one clock: take `serverNowMs()` for `nowMs`. */
export const isStale = (lastSeenAtMs: number, nowMs: number, staleAfterMs = defaultStaleAfterMs): boolean =>
  nowMs - lastSeenAtMs > staleAfterMs;

const commandedBattery: typeof legacyBattery = 'battery:default';

// The commanded battery reports nothing by itself, an offline device has said so: neither owes us a message.
const owesReports = ({ device, connection }: DeviceSnapshot): boolean =>
  device !== commandedBattery && connection !== 'offline';

/** Whether silence on the socket means that something is wrong. */
export const expectsReports = (model: LiveModel): boolean => [...model.devices.values()].some(owesReports);
