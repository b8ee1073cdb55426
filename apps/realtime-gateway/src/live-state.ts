import {
  type Delta,
  type DeviceEntry,
  type DeviceSnapshot,
  kindOf,
  type Reading,
  type WatchRequest,
} from '@kilowatch/contracts';
import { LivePlaces } from './live-places.js';
import type { LiveLimits } from './live-room.js';

/** What the followers of a device must be told. */
export type LiveChange =
  | { readonly event: 'device'; readonly device: string; readonly body: DeviceEntry }
  | { readonly event: 'delta'; readonly device: string; readonly body: Delta };

/** The newest value per device and metric, and the sequence of each device's room, of as many devices as there are places. */
export class LiveState {
  droppedMetrics = 0;
  readonly places: LivePlaces;

  constructor(private readonly limits: LiveLimits) {
    this.places = new LivePlaces(limits);
  }

  /** Takes readings in their order. Those that are not newer than what is known change nothing. */
  apply(readings: readonly Reading[]): LiveChange[] {
    return [...byDevice(readings)].flatMap(([device, own]) => this.applyTo(device, own));
  }

  /** Takes an entry of the device registry. A retired device is forgotten but for its entry, a forgotten one altogether. */
  register(entry: DeviceEntry): LiveChange[] {
    if (entry.isForgotten) return this.forget(entry);
    const known = this.places.room(entry.device);
    const wasShown = known?.isShown ?? false;
    const room = known ?? this.places.take(entry.device, entry.isRetired ? -Infinity : entry.lastSeenAtMs);
    if (!room?.register(entry)) return [];
    const told: LiveChange = { event: 'device', device: entry.device, body: room.description };
    const missed = !wasShown && room.isShown ? room.since(1) : undefined;
    return missed ? [told, { event: 'delta', device: entry.device, body: missed }] : [told];
  }

  /** What is shown of what is watched, by name. */
  snapshot(watched: WatchRequest): DeviceSnapshot[] {
    return this.namesOf(watched)
      .sort()
      .map((name) => this.places.room(name))
      .filter((room) => room?.isShown)
      .map((room) => room!.snapshot());
  }

  /** The newest value of each metric that has changed since update `fromSeq`, that one included. */
  since(device: string, fromSeq: number): Delta | undefined {
    const room = this.places.room(device);
    return room?.isShown ? room.since(fromSeq) : undefined;
  }

  private namesOf({ devices = [], kinds = [] }: WatchRequest): string[] {
    const { names } = this.places;
    if (devices === 'all') return names;
    const ofKinds = kinds.length === 0 ? [] : names.filter((name) => kinds.includes(kindOf(name)));
    return [...new Set([...ofKinds, ...devices])];
  }

  private forget(entry: DeviceEntry): LiveChange[] {
    const room = this.places.room(entry.device);
    this.places.leave(entry.device);
    return room?.isShown ? [{ event: 'device', device: entry.device, body: entry }] : [];
  }

  private applyTo(device: string, readings: readonly Reading[]): LiveChange[] {
    const known = this.places.room(device);
    if (known?.isRetired) return [];
    const room = known ?? this.places.take(device, readings[0]?.receivedAtMs ?? 0);
    if (!room) return [];
    const { delta, dropped } = room.apply(readings, this.limits);
    this.droppedMetrics += dropped;
    if (!delta || !room.isShown) return [];
    const update: LiveChange = { event: 'delta', device, body: delta };
    return known ? [update] : [{ event: 'device', device, body: room.description }, update];
  }
}

function byDevice(readings: readonly Reading[]): Map<string, Reading[]> {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    const group = groups.get(reading.device);
    if (group) group.push(reading);
    else groups.set(reading.device, [reading]);
  }
  return groups;
}
