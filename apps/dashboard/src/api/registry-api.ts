import type { deleteDevice, DeviceSettings, getMessages, patchDevice, ReplyOf } from '@kilowatch/contracts';
import { ask } from './ask.js';

const pathOf = (device: string): string => `/api/v1/devices/${encodeURIComponent(device)}`;

/** Sets what a person says of a device; null takes a word back. The change comes back to every page by itself. */
export const changeDevice = (
  device: string,
  settings: DeviceSettings,
): Promise<ReplyOf<typeof patchDevice>> => ask('PATCH', pathOf(device), settings);

/** Takes a device out of the registry. Its history stays; it comes back when it speaks again. */
export const forgetDevice = (device: string): Promise<ReplyOf<typeof deleteDevice>> =>
  ask('DELETE', pathOf(device));

/** The newest messages of a device as they came in, the newest first. */
export const fetchMessages = (device: string): Promise<ReplyOf<typeof getMessages>> =>
  ask('GET', `${pathOf(device)}/messages`);
