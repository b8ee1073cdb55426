import type { StatementSync } from 'node:sqlite';
import { Fault, type Reading } from '@kilowatch/contracts';
import type { IngestFile } from './ingest-file.js';

export interface SeriesLimits {
  /** Most series known. */
  readonly series: number;
  readonly newPerMinute: number;
}

interface Row {
  readonly device: string;
  readonly metric: string;
  readonly part: string;
}

const minuteMs = 60_000;
// A metric may have any character in it, an index as well.
const between = '\u0000';
const keyOf = (metric: string, index: string | undefined): string =>
  index === undefined ? metric : `${metric}${between}${index}`;

/** Every series ever taken, in memory and in the file: a device gone mad must not make a million of them. */
export class SeriesRegister {
  readonly #series = new Map<string, Set<string>>();
  readonly #insert: StatementSync;
  #unsaved: Row[] = [];
  #size = 0;
  #minuteBeganAtMs = Number.NEGATIVE_INFINITY;
  #newInMinute = 0;

  constructor(
    file: IngestFile,
    private readonly limits: SeriesLimits,
  ) {
    const { database } = file;
    this.#insert = database.prepare('INSERT OR IGNORE INTO series VALUES (?, ?, ?)');
    for (const row of database.prepare('SELECT * FROM series').all() as unknown as Row[])
      this.#enter(row.device, keyOf(row.metric, row.part === '' ? undefined : row.part));
  }

  get size(): number {
    return this.#size;
  }

  /** Enters what is new among these; or says in a fault why it may not be, and enters nothing. */
  admit(readings: readonly Reading[], nowMs: number): Fault | undefined {
    let fresh: Reading[] | undefined;
    for (const reading of readings)
      if (!this.#series.get(reading.device)?.has(keyOf(reading.metric, reading.index)))
        (fresh ??= []).push(reading);
    if (!fresh) return undefined;
    const refusal = this.#refusalOf(fresh, nowMs);
    if (refusal !== undefined) return new Fault('series.too-many', refusal);
    this.#newInMinute += fresh.length;
    for (const { device, metric, index } of fresh)
      if (this.#enter(device, keyOf(metric, index)))
        this.#unsaved.push({ device, metric, part: index ?? '' });
    return undefined;
  }

  get isSaved(): boolean {
    return this.#unsaved.length === 0;
  }

  /** Within a write of the file; to be followed by {@link saved} when that has succeeded. */
  save(): void {
    for (const { device, metric, part } of this.#unsaved) this.#insert.run(device, metric, part);
  }

  saved(): void {
    this.#unsaved = [];
  }

  #refusalOf([first, ...others]: readonly Reading[], nowMs: number): string | undefined {
    const { series, newPerMinute } = this.limits;
    const count = others.length + 1;
    const what = `${first!.metric} of ${first!.device} is new`;
    if (this.#size + count > series)
      return `${what}, and ${this.#size} series are known: raise INGEST_SERIES and replay this, or find out which device makes so many`;
    const sinceMs = nowMs - this.#minuteBeganAtMs;
    if (sinceMs >= minuteMs || sinceMs < 0) {
      this.#minuteBeganAtMs = nowMs;
      this.#newInMinute = 0;
    }
    if (this.#newInMinute > 0 && this.#newInMinute + count > newPerMinute)
      return `${what}, and ${this.#newInMinute} series have been new within a minute: replay this later, or raise INGEST_NEW_SERIES_PER_MINUTE`;
    return undefined;
  }

  #enter(device: string, key: string): boolean {
    const keys = this.#series.get(device) ?? new Set();
    if (keys.has(key)) return false;
    this.#series.set(device, keys.add(key));
    this.#size += 1;
    return true;
  }
}
