import {
  type DeviceEntry,
  type DeviceKind,
  type DeviceSettings,
  type HeatPumpBrand,
  isDemoDevice,
  kindOf,
  type Reading,
  type Fault,
} from '@kilowatch/contracts';
import { DeviceRecord, type KeptDevice } from './device-record.js';
import { DeviceRows } from './device-rows.js';
import type { IngestFile } from './ingest-file.js';
import { type SeriesLimits, SeriesRegister, type Units } from './series-register.js';
import type { Sighting } from './sighting.js';

export type Admission = 'admitted' | 'retired' | 'full';

export interface RegistryLimits extends SeriesLimits {
  /** Most devices known. */
  readonly devices: number;
  /** ms; an entry that differs in nothing but the time of last seeing changes this seldom. */
  readonly lastSeenMs: number;
}

/** Every device ever seen, and its series, in memory and in the file. What changed waits until it is taken, for the broker, and saved. */
export class DeviceRegistry {
  readonly series: SeriesRegister;
  readonly #records = new Map<string, DeviceRecord>();
  readonly #kindsWithoutDemo: Set<DeviceKind>;
  readonly #changed = new Set<string>();
  readonly #unsaved = new Set<string>();
  readonly #unsavedRetirements: Sighting[] = [];
  readonly #rows: DeviceRows;

  constructor(
    private readonly file: IngestFile,
    private readonly limits: RegistryLimits,
  ) {
    this.series = new SeriesRegister(file, limits);
    this.#rows = new DeviceRows(file);
    for (const kept of this.#rows.all()) this.#records.set(kept.device, new DeviceRecord(believed(kept)));
    this.#kindsWithoutDemo = new Set(this.#rows.kindsWithoutDemo());
    this.changeAll();
  }

  /** Notes a sighting and says whether the device's messages count. */
  sees(sighting: Sighting): Admission {
    const { device } = sighting;
    const known = this.#records.get(device);
    if (!known && this.isFullFor(device)) return 'full';
    const record = known ?? this.#begin(sighting);
    if (sighting.isSpeaking && !record.isDemo) this.#retireDemo(record.kind, sighting);
    const isNews = record.sees(sighting);
    // What a site says ten thousand times a second makes no new entry each time.
    const isDue = Math.abs(record.lastSeenAtMs - record.notedAtMs) >= this.limits.lastSeenMs;
    if (!known || isNews || isDue) this.#note(record);
    return record.isRetired ? 'retired' : 'admitted';
  }

  /** Enters what is new among the readings of a known device; the fault: why it may not be. */
  measures(
    device: string,
    readings: readonly Reading[],
    units: Units | undefined,
    nowMs: number,
  ): Fault | undefined {
    const admission = this.series.admit(readings, units, nowMs);
    if (!('isNew' in admission)) return admission;
    if (admission.isNew && this.knows(device)) this.#changed.add(device); // a new one is told of when it is seen
    return undefined;
  }

  /** Whether it is unknown, and one too many. */
  isFullFor(device: string): boolean {
    return this.#records.size >= this.limits.devices && !this.#records.has(device);
  }

  knows(device: string): boolean {
    return this.#records.has(device);
  }

  get size(): number {
    return this.#records.size;
  }

  /** How many are silent. */
  get silent(): number {
    return [...this.#records.values()].filter(({ isSilent }) => isSilent).length;
  }

  /** Known, and neither retired nor ignored. */
  isActive(device: string): boolean {
    const record = this.#records.get(device);
    return record !== undefined && !record.isRetired && !record.settings.isIgnored;
  }

  isRetired(device: string): boolean {
    return this.#records.get(device)?.isRetired === true;
  }

  isIgnored(device: string): boolean {
    return this.#records.get(device)?.settings.isIgnored === true;
  }

  /** The brand that a person has given a heat pump. */
  brandOf(device: string): HeatPumpBrand | undefined {
    return this.#records.get(device)?.settings.brand ?? undefined;
  }

  /** What a person has said of a device. */
  settingsOf(device: string): DeviceSettings {
    return this.#records.get(device)?.settings ?? {};
  }

  entryOf(device: string): DeviceEntry | undefined {
    return this.#records.get(device)?.entry(this.series.of(device));
  }

  /** Adds what a person says of a known device. */
  settle(device: string, settings: DeviceSettings): void {
    const record = this.#records.get(device)!;
    record.change(settings);
    this.#note(record);
  }

  /** Takes a device and its series out. Its last entry; undefined: it was not there. */
  forget(device: string): DeviceEntry | undefined {
    const entry = this.entryOf(device);
    if (!entry) return undefined;
    this.#records.delete(device);
    this.series.forget(device);
    this.#changed.delete(device);
    this.#unsaved.add(device);
    return entry;
  }

  /** Finds out who has not been heard for three intervals, while somebody listened since then. */
  findSilent(nowMs: number, listeningSinceMs: number, slackMs: number): void {
    for (const record of this.#records.values())
      if (record.fallsSilent(nowMs, listeningSinceMs, slackMs)) this.#note(record);
  }

  /** Entries that changed since they were last taken, not more than so many. */
  takeChanged(atMost: number): DeviceEntry[] {
    const taken: DeviceEntry[] = [];
    for (const device of this.#changed) {
      if (taken.length === atMost) break;
      this.#changed.delete(device);
      const entry = this.entryOf(device);
      if (entry) taken.push(entry);
    }
    return taken;
  }

  /** Has a device taken again. */
  change(device: string): void {
    this.#changed.add(device);
  }

  /** Has every device taken again. */
  changeAll(): void {
    for (const device of this.#records.keys()) this.#changed.add(device);
  }

  /** Writes every entry, also those that differ in the time of last seeing only. */
  saveAll(): void {
    for (const device of this.#records.keys()) this.#unsaved.add(device);
    this.save();
  }

  /** Writes what changed and is not in the file yet. Throws what SQLite says and keeps it for the next time. */
  save(): void {
    if (this.#unsaved.size === 0 && this.#unsavedRetirements.length === 0 && this.series.isSaved) return;
    this.file.write(() => {
      for (const { device, receivedAtMs } of this.#unsavedRetirements)
        this.#rows.retireDemo(kindOf(device), device, receivedAtMs);
      for (const device of this.#unsaved) this.#saveRow(device);
      this.series.save();
    });
    this.series.saved();
    this.#unsaved.clear();
    this.#unsavedRetirements.length = 0;
  }

  #saveRow(device: string): void {
    const record = this.#records.get(device);
    if (record) this.#rows.put(record.kept());
    else this.#rows.delete(device);
  }

  #begin(sighting: Sighting): DeviceRecord {
    const { device } = sighting;
    const isRetired = isDemoDevice(device) && this.#kindsWithoutDemo.has(kindOf(device));
    const record = DeviceRecord.of(sighting, isRetired);
    this.#records.set(device, record);
    return record;
  }

  #note(record: DeviceRecord): void {
    const { device, lastSeenAtMs } = record;
    this.#changed.add(device);
    this.#unsaved.add(device);
    record.notedAtMs = lastSeenAtMs;
  }

  #retireDemo(kind: DeviceKind, sighting: Sighting): void {
    if (this.#kindsWithoutDemo.has(kind)) return;
    this.#kindsWithoutDemo.add(kind);
    this.#unsavedRetirements.push(sighting);
    for (const record of this.#records.values()) {
      if (!record.isDemo || record.kind !== kind) continue;
      record.isRetired = true;
      this.#note(record);
    }
  }
}

/** What a device said of itself before a restart, its last will may have taken back meanwhile; without known habits nobody would notice. */
const believed = (kept: KeptDevice): KeptDevice =>
  kept.connection === 'online' && kept.expectedIntervalMs === undefined
    ? { ...kept, connection: 'unknown' }
    : kept;
