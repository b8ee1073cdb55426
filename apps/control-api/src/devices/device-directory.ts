import {
  type DeviceEntry,
  type DeviceKind,
  kindOf,
  legacyBattery,
  type SeriesName,
} from '@kilowatch/contracts';
import { unitOfMetric } from '@kilowatch/domain';

/** The device registry as ingest publishes it, kept for questions. Bounded. */
export class DeviceDirectory {
  private readonly entries = new Map<string, DeviceEntry>();

  constructor(private readonly capacity: number) {}

  /** False when there is no room for another device. One that was forgotten goes. */
  put(entry: DeviceEntry): boolean {
    if (entry.isForgotten) {
      this.remove(entry.device);
      return true;
    }
    if (!this.entries.has(entry.device) && this.entries.size >= this.capacity) return false;
    this.entries.set(entry.device, entry);
    return true;
  }

  remove(device: string): void {
    this.entries.delete(device);
  }

  /** A device that may be shown. */
  entryOf(device: string): DeviceEntry | undefined {
    const entry = this.entries.get(device);
    return entry?.isRetired ? undefined : entry;
  }

  /** What a series is stored in: as the registry says, else as its metric has it; undefined: nobody knows, or it is a bare number. */
  unitOf({ device, metric, index }: SeriesName): string | undefined {
    const listed = this.entries
      .get(device)
      ?.series?.find((series) => series.metric === metric && series.index === index);
    return (listed?.unit ?? unitOfMetric(kindOf(device), metric)) || undefined;
  }

  /** Every device (of a kind) that may be shown, by id. */
  shown(wanted?: DeviceKind): DeviceEntry[] {
    return [...this.entries.values()]
      .filter(({ kind, isRetired }) => !isRetired && (wanted === undefined || kind === wanted))
      .sort((a, b) => (a.device < b.device ? -1 : 1));
  }

  /** Whether a real device of the kind has ever spoken: a demo device that has retired tells it too. */
  hasHeardReal(wanted: DeviceKind): boolean {
    for (const { kind, isDemo, isRetired } of this.entries.values())
      if (kind === wanted && (!isDemo || isRetired)) return true;
    return false;
  }

  isKnown(device: string): boolean {
    return device === legacyBattery || this.entries.has(device);
  }

  isRetired(device: string): boolean {
    return this.entries.get(device)?.isRetired === true;
  }
}
