import { type DeviceEntry, legacyBattery } from '@kilowatch/contracts';

/** The device registry as ingest publishes it, kept for questions. Bounded. */
export class DeviceDirectory {
  private readonly entries = new Map<string, DeviceEntry>();

  constructor(private readonly capacity: number) {}

  /** False when there is no room for another device. */
  put(entry: DeviceEntry): boolean {
    if (!this.entries.has(entry.device) && this.entries.size >= this.capacity) return false;
    this.entries.set(entry.device, entry);
    return true;
  }

  /** Every device that may be shown, by id. */
  shown(): DeviceEntry[] {
    return [...this.entries.values()]
      .filter(({ isRetired }) => !isRetired)
      .sort((a, b) => (a.device < b.device ? -1 : 1));
  }

  isKnown(device: string): boolean {
    return device === legacyBattery || this.entries.has(device);
  }

  isRetired(device: string): boolean {
    return this.entries.get(device)?.isRetired === true;
  }
}
