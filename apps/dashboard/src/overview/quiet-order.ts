import type { DeviceSnapshot } from '@kilowatch/contracts';

export type Order = (devices: readonly DeviceSnapshot[]) => readonly DeviceSnapshot[];

/** Those that are named first, else in the order they are in: a card has room for a few, and who is silent must not be among the rest. */
export const orderWithFirst =
  (first: ReadonlySet<string>): Order =>
  (devices) =>
    devices.toSorted((a, b) => Number(first.has(b.device)) - Number(first.has(a.device)));
