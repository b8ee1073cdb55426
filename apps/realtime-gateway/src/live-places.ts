import { type LiveLimits, LiveRoom } from './live-room.js';

/** Of the time for which a place is kept: how often it is looked whether one has become free. */
const looksPerKeptTime = 1_000;

/** Names that are kept to count the devices without a place. */
const mostWithout = 10_000;

/**
 * The rooms of the devices that are live, a bounded number. When all places are taken, a device that comes gets that of one which has
 * been silent for long, or none: devices that took a place from each other in turn would be a gap to all their followers each time.
 */
export class LivePlaces {
  /** Devices that had to give up their place. */
  dropped = 0;
  private readonly rooms = new Map<string, LiveRoom>();
  private readonly without = new Set<string>();
  /** A device that left and comes back counts on from here, so that its old followers notice a gap. */
  private nextSeq = 0;
  /** It was looked in vain for a place for a device heard then. */
  private fullAtMs = -Infinity;

  constructor(private readonly limits: LiveLimits) {}

  /** How many devices have no place, as far as they are counted. */
  get devicesWithout(): number {
    return this.without.size;
  }

  get names(): string[] {
    return [...this.rooms.keys()];
  }

  room(device: string): LiveRoom | undefined {
    return this.rooms.get(device);
  }

  /** A new room for a device that was heard then (`-Infinity`: that has retired); undefined: there is no place. */
  take(device: string, heardAtMs: number): LiveRoom | undefined {
    if (this.rooms.size >= this.limits.devices && !this.makePlace(heardAtMs)) {
      if (heardAtMs === -Infinity) this.without.delete(device);
      else if (this.without.size < mostWithout) this.without.add(device);
      return undefined;
    }
    this.without.delete(device);
    const room = new LiveRoom(device, heardAtMs, this.nextSeq);
    this.rooms.set(device, room);
    return room;
  }

  /** The device is not there any more. */
  leave(device: string): void {
    const room = this.rooms.get(device);
    if (room) this.nextSeq = Math.max(this.nextSeq, room.seq + 1);
    this.rooms.delete(device);
    this.without.delete(device);
  }

  private makePlace(heardAtMs: number): boolean {
    const { placeKeptMs } = this.limits;
    const sinceFullMs = heardAtMs - this.fullAtMs;
    if (sinceFullMs >= 0 && sinceFullMs < placeKeptMs / looksPerKeptTime) return false;
    const [device, room] = [...this.rooms].reduce((a, b) => (b[1].heardAtMs < a[1].heardAtMs ? b : a));
    if (heardAtMs - room.heardAtMs <= placeKeptMs) {
      this.fullAtMs = heardAtMs;
      return false;
    }
    this.leave(device);
    if (!room.isRetired) this.without.add(device);
    this.dropped += 1;
    return true;
  }
}
