import {
  type Delta,
  deviceEntry,
  type DeviceEntry,
  type DeviceSnapshot,
  isDemoDevice,
  kindOf,
  metricKey,
  type MetricState,
  type Reading,
} from '@kilowatch/contracts';

/** Bounds of what is kept of live values. */
export interface LiveLimits {
  readonly devices: number;
  /** A device heard within this time, in ms, gives its place to no other. */
  readonly placeKeptMs: number;
  /** Per device. */
  readonly metrics: number;
  /** A held value whose event time lies this far ahead of what is received now gives way to it. */
  readonly aheadMs: number;
}

interface Held {
  reading: Reading;
  /** The update that brought it. */
  seq: number;
}

/** The ordinal of values that come without one (retained states): any reading of the same time is newer. */
export const unknownOrdinal = -1;

const fields = Object.keys(deviceEntry.shape) as (keyof DeviceEntry)[];

const stateOf = ({ value, atMs, quality }: Reading): MetricState => ({
  value,
  atMs,
  ...(quality !== undefined && { quality }),
});

const isSameValue = (a: Reading, b: Reading): boolean =>
  a.atMs === b.atMs && a.value === b.value && a.quality === b.quality;

/**
 * Whether a reading takes the place of the held one: by event time, then ordinal. A stale one is of unknown age and only
 * fills a gap. A device that once reported from the future must not silence itself until that time comes.
 */
export function isNewer(next: Reading, held: Reading, aheadMs: number): boolean {
  const isStale = next.quality === 'stale';
  if (isStale !== (held.quality === 'stale')) return !isStale;
  if (held.atMs > next.receivedAtMs + aheadMs) return true;
  return next.atMs > held.atMs || (next.atMs === held.atMs && next.ordinal > held.ordinal);
}

// What lies far ahead of now was noted before the clock was set back: kept, it would hide for so long that a device is silent.
const laterSeen = (knownAtMs: number, atMs: number, aheadMs: number): number =>
  knownAtMs > atMs + aheadMs ? atMs : Math.max(knownAtMs, atMs);

/** Of parts of an entry: words, numbers, or small lists and objects in the order of whoever sent them. */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The live values of one device and the counter of its updates. */
export class LiveRoom {
  private isRegistered = false;
  private entry: DeviceEntry;
  private readonly held = new Map<string, Held>();

  constructor(
    device: string,
    seenAtMs: number,
    public seq: number,
  ) {
    this.entry = {
      device,
      kind: kindOf(device),
      isDemo: isDemoDevice(device),
      isRetired: false,
      connection: 'unknown',
      firstSeenAtMs: seenAtMs,
      lastSeenAtMs: seenAtMs,
    };
  }

  /** A demo device may have retired before we started: it is not shown until the registry says that it has not. */
  get isShown(): boolean {
    return !this.isRetired && (this.isRegistered || !this.entry.isDemo);
  }

  get isRetired(): boolean {
    return this.entry.isRetired;
  }

  /** When the device was heard last; one that has retired is as if it never were. */
  get heardAtMs(): number {
    return this.isRetired ? -Infinity : this.entry.lastSeenAtMs;
  }

  get description(): DeviceEntry {
    return { ...this.entry };
  }

  /** Takes the registry's entry. True when it says something that we did not know. */
  register(entry: DeviceEntry): boolean {
    const known = this.entry;
    const next = { ...entry, lastSeenAtMs: Math.max(entry.lastSeenAtMs, known.lastSeenAtMs) };
    const isNews = !this.isRegistered || fields.some((field) => !isSame(next[field], known[field]));
    this.isRegistered = true;
    this.entry = next;
    if (next.isRetired) this.held.clear();
    return isNews;
  }

  /** Takes what is newer than the held values. Undefined when nothing is. Also tells how many metrics had to go. */
  apply(readings: readonly Reading[], limits: LiveLimits): { delta: Delta | undefined; dropped: number } {
    const seq = this.seq + 1;
    const taken = readings.filter((reading) => this.take(reading, seq, limits));
    if (taken.length === 0) return { delta: undefined, dropped: 0 };
    this.seq = seq;
    return { delta: this.delta(seq, taken), dropped: this.shrink(limits.metrics) };
  }

  /** One delta for everything that has changed since (and with) update `fromSeq`: the newest value of each metric. */
  since(fromSeq: number): Delta | undefined {
    const changed = [...this.held.values()].filter(({ seq }) => seq >= fromSeq);
    const readings = changed.map(({ reading }) => reading);
    return readings.length === 0 ? undefined : this.delta(fromSeq, readings);
  }

  snapshot(): DeviceSnapshot {
    const metrics = [...this.held].map(([key, { reading }]) => [key, stateOf(reading)] as const);
    return { ...this.entry, seq: this.seq, metrics: Object.fromEntries(metrics) };
  }

  private take(reading: Reading, seq: number, limits: LiveLimits): boolean {
    const key = metricKey(reading);
    const held = this.held.get(key);
    if (held && !isNewer(reading, held.reading, limits.aheadMs)) return false;
    if (held?.reading.ordinal === unknownOrdinal && isSameValue(reading, held.reading)) {
      held.reading = reading;
      return false;
    }
    this.entry.lastSeenAtMs = laterSeen(this.entry.lastSeenAtMs, reading.receivedAtMs, limits.aheadMs);
    // Deleted first: the map's order is the order of the last change, so that the oldest is found at its beginning.
    this.held.delete(key);
    this.held.set(key, { reading, seq });
    return true;
  }

  private shrink(metrics: number): number {
    const surplus = Math.max(0, this.held.size - metrics);
    for (const key of [...this.held.keys()].slice(0, surplus)) this.held.delete(key);
    return surplus;
  }

  private delta(fromSeq: number, readings: readonly Reading[]): Delta {
    return {
      device: this.entry.device,
      fromSeq,
      seq: this.seq,
      lastSeenAtMs: this.entry.lastSeenAtMs,
      readings: readings.map((reading) => ({
        metric: reading.metric,
        ...(reading.index !== undefined && { index: reading.index }),
        ...stateOf(reading),
      })),
    };
  }
}
