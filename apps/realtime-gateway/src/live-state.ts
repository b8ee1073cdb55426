import {
  type Delta,
  type DeviceEntry,
  type DeviceSnapshot,
  kindOf,
  type Reading,
  type WatchRequest,
} from '@kilowatch/contracts';
import { type LiveLimits, LiveRoom } from './live-room.js';

/** What the followers of a device must be told. */
export type LiveChange =
  | { readonly event: 'device'; readonly device: string; readonly body: DeviceEntry }
  | { readonly event: 'delta'; readonly device: string; readonly body: Delta };

/**
 * The newest value per device and metric, and the sequence of each device's room. Bounded: the device not heard of for
 * longest goes when there is no place for a new one.
 */
export class LiveState {
  readonly dropped = { devices: 0, metrics: 0 };
  /** In the order of the last change. */
  private readonly rooms = new Map<string, LiveRoom>();
  /** A device that was dropped and comes back counts on from here, so that its old followers notice a gap. */
  private nextSeq = 0;

  constructor(private readonly limits: LiveLimits) {}

  /** Takes readings in their order. Those that are not newer than what is known change nothing. */
  apply(readings: readonly Reading[]): LiveChange[] {
    return [...byDevice(readings)].flatMap(([device, own]) => this.applyTo(device, own));
  }

  /** Takes an entry of the device registry. A retired device is forgotten but for its entry, a forgotten one altogether. */
  register(entry: DeviceEntry): LiveChange[] {
    if (entry.isForgotten) return this.forget(entry);
    const known = this.rooms.get(entry.device);
    const wasShown = known?.isShown ?? false;
    const room = known ?? this.open(entry.device, entry.firstSeenAtMs);
    if (!room.register(entry)) return [];
    const told: LiveChange = { event: 'device', device: entry.device, body: room.description };
    const missed = !wasShown && room.isShown ? room.since(1) : undefined;
    return missed ? [told, { event: 'delta', device: entry.device, body: missed }] : [told];
  }

  /** What is shown of what is watched, by name. */
  snapshot(watched: WatchRequest): DeviceSnapshot[] {
    return this.namesOf(watched)
      .sort()
      .map((name) => this.rooms.get(name))
      .filter((room) => room?.isShown)
      .map((room) => room!.snapshot());
  }

  /** The newest value of each metric that has changed since update `fromSeq`, that one included. */
  since(device: string, fromSeq: number): Delta | undefined {
    const room = this.rooms.get(device);
    return room?.isShown ? room.since(fromSeq) : undefined;
  }

  private namesOf({ devices = [], kinds = [] }: WatchRequest): string[] {
    if (devices === 'all') return [...this.rooms.keys()];
    const ofKinds =
      kinds.length === 0 ? [] : [...this.rooms.keys()].filter((name) => kinds.includes(kindOf(name)));
    return [...new Set([...ofKinds, ...devices])];
  }

  private forget(entry: DeviceEntry): LiveChange[] {
    const room = this.rooms.get(entry.device);
    if (!room) return [];
    this.remove(entry.device, room);
    return room.isShown ? [{ event: 'device', device: entry.device, body: entry }] : [];
  }

  private applyTo(device: string, readings: readonly Reading[]): LiveChange[] {
    const known = this.rooms.get(device);
    if (known?.isRetired) return [];
    const room = known ?? this.open(device, readings[0]?.receivedAtMs ?? 0);
    const { delta, dropped } = room.apply(readings, this.limits);
    this.dropped.metrics += dropped;
    if (!delta) return [];
    this.touch(device, room);
    if (!room.isShown) return [];
    const update: LiveChange = { event: 'delta', device, body: delta };
    return known ? [update] : [{ event: 'device', device, body: room.description }, update];
  }

  private open(device: string, seenAtMs: number): LiveRoom {
    if (this.rooms.size >= this.limits.devices) this.dropOldest();
    const room = new LiveRoom(device, seenAtMs, this.nextSeq);
    this.rooms.set(device, room);
    return room;
  }

  private touch(device: string, room: LiveRoom): void {
    this.rooms.delete(device);
    this.rooms.set(device, room);
  }

  private dropOldest(): void {
    const oldest = this.rooms.entries().next().value;
    if (!oldest) return;
    this.remove(...oldest);
    this.dropped.devices += 1;
  }

  private remove(device: string, room: LiveRoom): void {
    this.rooms.delete(device);
    this.nextSeq = Math.max(this.nextSeq, room.seq + 1);
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
