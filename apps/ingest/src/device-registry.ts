import type { StatementSync } from 'node:sqlite';
import { type DeviceEntry, type DeviceKind, isDemoDevice, kindOf } from '@kilowatch/contracts';
import type { IngestFile } from './ingest-file.js';
import { type SeriesLimits, SeriesRegister } from './series-register.js';

const clocksApartMs = 60_000;

/** A message of a device, or of its last will. */
export interface Sighting {
  readonly device: string;
  readonly receivedAtMs: number;
  /** When the device itself was certainly there; unknown for a last will and for retained messages without a time. */
  readonly aliveAtMs: number | undefined;
  /** The device speaks itself: a report or `online`. The first real one to do so retires the demo devices of its kind. */
  readonly isSpeaking: boolean;
  /** What the message says of the connection; a report says nothing. */
  readonly connection?: 'online' | 'offline' | undefined;
}

export type Admission = 'admitted' | 'retired' | 'full';

export interface RegistryLimits extends SeriesLimits {
  /** Most devices known. */
  readonly devices: number;
  /** ms; an entry that differs in nothing but the time of last seeing changes this seldom. */
  readonly lastSeenMs: number;
}

type Row = Pick<DeviceEntry, 'device' | 'connection' | 'firstSeenAtMs' | 'lastSeenAtMs'> & {
  isRetired: number;
};

/** Every device ever seen, and its series, in memory and in the file. What changed waits until it is taken, for the broker, and saved. */
export class DeviceRegistry {
  readonly series: SeriesRegister;
  readonly #entries = new Map<string, DeviceEntry>();
  readonly #kindsWithoutDemo = new Set<DeviceKind>();
  readonly #changed = new Set<string>();
  readonly #notedAtMs = new Map<string, number>();
  readonly #unsaved = new Set<string>();
  readonly #unsavedRetirements: Sighting[] = [];
  readonly #upsert: StatementSync;
  readonly #retire: StatementSync;

  constructor(
    private readonly file: IngestFile,
    private readonly limits: RegistryLimits,
  ) {
    this.series = new SeriesRegister(file, limits);
    const { database } = file;
    this.#upsert = database.prepare('INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?, ?)');
    this.#retire = database.prepare('INSERT OR IGNORE INTO demoRetirements VALUES (?, ?, ?)');
    for (const { isRetired, ...row } of database.prepare('SELECT * FROM devices').all() as unknown as Row[])
      this.#entries.set(row.device, { ...identityOf(row.device), ...row, isRetired: isRetired === 1 });
    for (const { kind } of database.prepare('SELECT kind FROM demoRetirements').all())
      this.#kindsWithoutDemo.add(kind as DeviceKind);
    this.changeAll();
  }

  /** Notes a sighting and says whether the device's messages count. */
  sees(sighting: Sighting): Admission {
    const { device, receivedAtMs } = sighting;
    const known = this.#entries.get(device);
    if (known && this.#isRoutine(known, sighting)) {
      known.lastSeenAtMs = lastSeenOf(sighting, known);
      return known.isRetired ? 'retired' : 'admitted';
    }
    if (this.isFullFor(device)) return 'full';
    if (sighting.isSpeaking && !isDemoDevice(device)) this.#retireDemo(sighting);
    const entry: DeviceEntry = {
      ...identityOf(device),
      isRetired: isDemoDevice(device) && this.#kindsWithoutDemo.has(kindOf(device)),
      connection: sighting.connection ?? known?.connection ?? 'unknown',
      firstSeenAtMs: known?.firstSeenAtMs ?? receivedAtMs,
      lastSeenAtMs: lastSeenOf(sighting, known),
    };
    this.#entries.set(device, entry);
    if (this.#isNews(entry, known)) this.#note(entry);
    return entry.isRetired ? 'retired' : 'admitted';
  }

  /** Whether it is unknown, and one too many. */
  isFullFor(device: string): boolean {
    return this.#entries.size >= this.limits.devices && !this.#entries.has(device);
  }

  knows(device: string): boolean {
    return this.#entries.has(device);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Known and not retired. */
  isActive(device: string): boolean {
    return this.#entries.get(device)?.isRetired === false;
  }

  isRetired(device: string): boolean {
    return this.#entries.get(device)?.isRetired === true;
  }

  /** Entries that changed since they were last taken, not more than so many. */
  takeChanged(atMost: number): DeviceEntry[] {
    const taken: DeviceEntry[] = [];
    for (const device of this.#changed) {
      if (taken.length === atMost) break;
      this.#changed.delete(device);
      taken.push(this.#entries.get(device)!);
    }
    return taken;
  }

  /** Has a device taken again. */
  change(device: string): void {
    this.#changed.add(device);
  }

  /** Has every device taken again. */
  changeAll(): void {
    for (const device of this.#entries.keys()) this.#changed.add(device);
  }

  /** Writes every entry, also those that differ in the time of last seeing only. */
  saveAll(): void {
    for (const device of this.#entries.keys()) this.#unsaved.add(device);
    this.save();
  }

  /** Writes what changed and is not in the file yet. Throws what SQLite says and keeps it for the next time. */
  save(): void {
    if (this.#unsaved.size === 0 && this.#unsavedRetirements.length === 0 && this.series.isSaved) return;
    this.file.write(() => {
      for (const { device, receivedAtMs } of this.#unsavedRetirements)
        this.#retire.run(kindOf(device), device, receivedAtMs);
      for (const device of this.#unsaved) this.#saveEntry(this.#entries.get(device)!);
      this.series.save();
    });
    this.series.saved();
    this.#unsaved.clear();
    this.#unsavedRetirements.length = 0;
  }

  #saveEntry({ device, isRetired, connection, firstSeenAtMs, lastSeenAtMs }: DeviceEntry): void {
    this.#upsert.run(device, Number(isRetired), connection, firstSeenAtMs, lastSeenAtMs);
  }

  /** Nothing of it is new but the time: what a site says ten thousand times a second makes no new entry each time. */
  #isRoutine(known: DeviceEntry, sighting: Sighting): boolean {
    const { connection = known.connection, aliveAtMs = known.lastSeenAtMs } = sighting;
    if (connection !== known.connection) return false;
    const hasSpoken = this.#kindsWithoutDemo.has(known.kind);
    if (known.isDemo ? known.isRetired !== hasSpoken : sighting.isSpeaking && !hasSpoken) return false;
    const notedAtMs = this.#notedAtMs.get(known.device) ?? 0;
    return Math.abs(aliveAtMs - notedAtMs) < this.limits.lastSeenMs;
  }

  #isNews(entry: DeviceEntry, known: DeviceEntry | undefined): boolean {
    if (entry.connection !== known?.connection || entry.isRetired !== known.isRetired) return true;
    const notedAtMs = this.#notedAtMs.get(entry.device) ?? 0;
    return Math.abs(entry.lastSeenAtMs - notedAtMs) >= this.limits.lastSeenMs;
  }

  #note({ device, lastSeenAtMs }: DeviceEntry): void {
    this.#changed.add(device);
    this.#unsaved.add(device);
    this.#notedAtMs.set(device, lastSeenAtMs);
  }

  #retireDemo(sighting: Sighting): void {
    const kind = kindOf(sighting.device);
    if (this.#kindsWithoutDemo.has(kind)) return;
    this.#kindsWithoutDemo.add(kind);
    this.#unsavedRetirements.push(sighting);
    for (const entry of this.#entries.values()) {
      if (!entry.isDemo || entry.kind !== kind) continue;
      const retired = { ...entry, isRetired: true };
      this.#entries.set(entry.device, retired);
      this.#note(retired);
    }
  }
}

// A time far ahead of now was noted before the clock was set back: kept, it would hide for so long that a device is silent.
function lastSeenOf({ receivedAtMs, aliveAtMs }: Sighting, known: DeviceEntry | undefined): number {
  if (!known) return aliveAtMs ?? receivedAtMs;
  if (aliveAtMs === undefined) return known.lastSeenAtMs;
  return known.lastSeenAtMs > receivedAtMs + clocksApartMs
    ? aliveAtMs
    : Math.max(known.lastSeenAtMs, aliveAtMs);
}

const identityOf = (device: string) => ({ device, kind: kindOf(device), isDemo: isDemoDevice(device) });
