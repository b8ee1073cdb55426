import {
  type DeviceEntry,
  type DeviceKind,
  type DeviceMetric,
  type DeviceSettings,
  isDemoDevice,
  kindOf,
} from '@kilowatch/contracts';
import type { About } from '@kilowatch/dialects';
import { LearntInterval } from './learnt-interval.js';
import type { Sighting } from './sighting.js';

const clocksApartMs = 60_000;
const mostOfLabel = 200;

/** What is kept of a device over restarts. */
export interface KeptDevice extends Pick<
  DeviceEntry,
  'device' | 'isRetired' | 'connection' | 'firstSeenAtMs' | 'lastSeenAtMs'
> {
  readonly silentSinceMs?: number | undefined;
  readonly expectedIntervalMs?: number | undefined;
  readonly dialect?: string | undefined;
  readonly about: About;
  /** What a person has said of it; what was taken back is absent. */
  readonly settings: DeviceSettings;
}

/** One device: what it says of itself, what a person says of it, and when it is there. */
export class DeviceRecord {
  readonly device: string;
  readonly kind: DeviceKind;
  readonly isDemo: boolean;
  readonly firstSeenAtMs: number;
  /** When the entry last told of was made. */
  notedAtMs = 0;
  isRetired: boolean;
  #connection: DeviceEntry['connection'];
  #lastSeenAtMs: number;
  #silentSinceMs: number | undefined;
  #dialect: string | undefined;
  #about: About;
  #heardAbout: About | undefined;
  #settings: DeviceSettings;
  readonly #interval: LearntInterval;

  constructor(kept: KeptDevice) {
    this.device = kept.device;
    this.kind = kindOf(kept.device);
    this.isDemo = isDemoDevice(kept.device);
    this.isRetired = kept.isRetired;
    this.firstSeenAtMs = kept.firstSeenAtMs;
    this.#connection = kept.connection;
    this.#lastSeenAtMs = kept.lastSeenAtMs;
    this.#silentSinceMs = kept.silentSinceMs;
    this.#dialect = kept.dialect;
    this.#about = kept.about;
    this.#settings = kept.settings;
    this.#interval = new LearntInterval(kept.expectedIntervalMs);
  }

  static of({ device, receivedAtMs, aliveAtMs }: Sighting, isRetired: boolean): DeviceRecord {
    const times = { firstSeenAtMs: receivedAtMs, lastSeenAtMs: aliveAtMs ?? receivedAtMs };
    return new DeviceRecord({
      ...{ device, isRetired, connection: 'unknown', about: {}, settings: {} },
      ...times,
    });
  }

  get lastSeenAtMs(): number {
    return this.#lastSeenAtMs;
  }

  get settings(): DeviceSettings {
    return this.#settings;
  }

  get isSilent(): boolean {
    return this.#silentSinceMs !== undefined;
  }

  /** Notes a sighting. True: somebody should know at once, and not only when it is told of again. */
  sees(sighting: Sighting): boolean {
    const { aliveAtMs, receivedAtMs, ownAtMs, isFormer, connection = this.#connection } = sighting;
    const intervalMs = this.#interval.ms;
    const before = this.#connection;
    this.#connection = connection;
    this.#lastSeenAtMs = this.#seenBy(sighting);
    let isNews = connection !== before;
    if (aliveAtMs === receivedAtMs && isFormer !== true) {
      this.#interval.hears(receivedAtMs, ownAtMs);
      if (this.isSilent) isNews = true;
      this.#silentSinceMs = undefined;
    }
    if (this.#learns(sighting)) isNews = true;
    return isNews || this.#interval.ms !== intervalMs;
  }

  /** Whether it is silent from now on: not heard for three of its intervals, and who listens was there all the time. */
  fallsSilent(nowMs: number, listeningSinceMs: number, slackMs: number): boolean {
    const intervalMs = this.#interval.ms;
    if (this.isSilent || this.isRetired || intervalMs === undefined) return false;
    const sinceMs = Math.max(this.#lastSeenAtMs, listeningSinceMs);
    if (nowMs - sinceMs <= 3 * intervalMs + slackMs) return false;
    this.#silentSinceMs = this.#lastSeenAtMs;
    return true;
  }

  /** Adds what a person says; null takes a word back. */
  change(settings: DeviceSettings): void {
    const merged = Object.entries({ ...this.#settings, ...settings });
    this.#settings = Object.fromEntries(merged.filter(([, word]) => word !== null && word !== undefined));
  }

  kept(): KeptDevice {
    return {
      device: this.device,
      isRetired: this.isRetired,
      connection: this.#connection,
      firstSeenAtMs: this.firstSeenAtMs,
      lastSeenAtMs: this.#lastSeenAtMs,
      silentSinceMs: this.#silentSinceMs,
      expectedIntervalMs: this.#interval.ms,
      dialect: this.#dialect,
      about: this.#about,
      settings: this.#settings,
    };
  }

  entry(series: readonly DeviceMetric[]): DeviceEntry {
    const { about, settings, ...kept } = this.kept();
    const all = {
      ...{ device: this.device, kind: this.kind, isDemo: this.isDemo },
      ...kept,
      ...about,
      ...settings,
      ...(series.length > 0 && { series }),
    };
    return Object.fromEntries(Object.entries(all).filter(([, part]) => part !== undefined)) as DeviceEntry;
  }

  /** True for the first word on something; another one, later, can wait until the entry is told of again. */
  #learns({ dialect = this.#dialect, about }: Sighting): boolean {
    let isFirst = dialect !== this.#dialect && this.#dialect === undefined;
    this.#dialect = dialect;
    if (!about || isSame(about, this.#heardAbout)) return isFirst;
    this.#heardAbout = about;
    const said = labelled(about);
    for (const key of Object.keys(said) as (keyof About)[]) isFirst ||= this.#about[key] === undefined;
    this.#about = { ...this.#about, ...said };
    return isFirst;
  }

  // A time far ahead of now was noted before the clock was set back: kept, it would hide for so long that a device is silent.
  #seenBy({ receivedAtMs, aliveAtMs, isFormer }: Sighting): number {
    if (aliveAtMs === undefined) return this.#lastSeenAtMs;
    const isClockSetBack = isFormer !== true && this.#lastSeenAtMs > receivedAtMs + clocksApartMs;
    return isClockSetBack ? aliveAtMs : Math.max(this.#lastSeenAtMs, aliveAtMs);
  }
}

const isSame = (one: About, other?: About): boolean =>
  one.model === other?.model && one.location === other?.location && one.brand === other?.brand;

/** As much of it as an entry may hold. */
function labelled({ model, location, brand }: About): About {
  const [modelText, locationText] = [labelOf(model), labelOf(location)];
  return {
    ...(modelText && { model: modelText }),
    ...(locationText && { location: locationText }),
    ...(brand && { brand }),
  };
}

const labelOf = (text = ''): string => text.slice(0, mostOfLabel).toWellFormed().trim();
