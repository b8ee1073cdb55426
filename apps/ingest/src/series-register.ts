import type { StatementSync } from 'node:sqlite';
import { type DeviceMetric, Fault, kindOf, maxListedSeries, type Reading } from '@kilowatch/contracts';
import type { Completed } from '@kilowatch/dialects';
import { unitOfMetric } from '@kilowatch/domain';
import type { IngestFile } from './ingest-file.js';

export interface SeriesLimits {
  /** Most series known. */
  readonly series: number;
  readonly newPerMinute: number;
}

/** Of each reading what its unit is. */
export type Units = Completed['units'];

interface Row {
  readonly device: string;
  readonly metric: string;
  readonly part: string;
  /** null: not known when it was written. */
  readonly unit: string | null;
  readonly sentUnit: string | null;
}

const nothingNew = { isNew: false };
const minuteMs = 60_000;
// A metric may have any character in it, an index as well.
const between = '\u0000';
const keyOf = (metric: string, index: string | undefined): string =>
  index === undefined ? metric : `${metric}${between}${index}`;

/** Every series ever taken and its unit, in memory and in the file: a device gone mad must not make a million of them. */
export class SeriesRegister {
  readonly #series = new Map<string, Map<string, DeviceMetric>>();
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  #unsaved = new Map<DeviceMetric, string>();
  #forgotten: string[] = [];
  #size = 0;
  #minuteBeganAtMs = Number.NEGATIVE_INFINITY;
  #newInMinute = 0;

  constructor(
    file: IngestFile,
    private readonly limits: SeriesLimits,
  ) {
    const { database } = file;
    this.#insert = database.prepare(
      'INSERT OR REPLACE INTO series (device, metric, part, unit, sentUnit) VALUES (?, ?, ?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM series WHERE device = ?');
    for (const row of database.prepare('SELECT * FROM series').all() as unknown as Row[])
      this.#enter(row.device, metricOfRow(row));
  }

  get size(): number {
    return this.#size;
  }

  /** What a device measures, as far as an entry lists it, by name. */
  of(device: string): DeviceMetric[] {
    const byKey = [...(this.#series.get(device) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return byKey.slice(0, maxListedSeries).map(([, metric]) => metric);
  }

  /**
   * Enters what is new among these, and what is measured in another unit from now on; or says in a fault why it may not be, and
   * enters nothing. `units` as the readings; without them each metric has its own. `isNew`: there is a series that was not there.
   */
  admit(readings: readonly Reading[], units: Units | undefined, nowMs: number): Fault | { isNew: boolean } {
    let fresh: number[] | undefined;
    for (let i = 0; i < readings.length; i += 1) {
      const { device, metric, index } = readings[i]!;
      const known = this.#series.get(device)?.get(keyOf(metric, index));
      if (!known) (fresh ??= []).push(i);
      else if (units) this.#remeasure(known, device, units[i]!);
    }
    if (!fresh) return nothingNew;
    const refusal = this.#refusalOf(readings[fresh[0]!]!, fresh.length, nowMs);
    if (refusal !== undefined) return new Fault('series.too-many', refusal);
    this.#newInMinute += fresh.length;
    for (const i of fresh) {
      const entered = this.#enter(readings[i]!.device, metricOf(readings[i]!, units?.[i]));
      if (entered) this.#unsaved.set(entered, readings[i]!.device);
    }
    return { isNew: true };
  }

  /** What it measured is forgotten, so that it makes room. */
  forget(device: string): void {
    const metrics = this.#series.get(device);
    if (!metrics) return;
    this.#series.delete(device);
    this.#size -= metrics.size;
    for (const metric of metrics.values()) this.#unsaved.delete(metric);
    this.#forgotten.push(device);
  }

  get isSaved(): boolean {
    return this.#unsaved.size === 0 && this.#forgotten.length === 0;
  }

  /** Within a write of the file; to be followed by {@link saved} when that has succeeded. */
  save(): void {
    for (const device of this.#forgotten) this.#delete.run(device);
    for (const [{ metric, index = '', unit, sentUnit = null }, device] of this.#unsaved)
      this.#insert.run(device, metric, index, unit, sentUnit);
  }

  saved(): void {
    this.#unsaved = new Map();
    this.#forgotten = [];
  }

  #remeasure(known: DeviceMetric, device: string, { unit, sentUnit }: Units[number]): void {
    if (known.unit === unit && known.sentUnit === sentUnit) return;
    if (unit === '') return; // it only leaves out this time what it has said before
    known.unit = unit;
    if (sentUnit === undefined) delete known.sentUnit;
    else known.sentUnit = sentUnit;
    this.#unsaved.set(known, device);
  }

  #refusalOf(first: Reading, count: number, nowMs: number): string | undefined {
    const { series, newPerMinute } = this.limits;
    const what = `${first.metric} of ${first.device} is new`;
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

  #enter(device: string, entered: DeviceMetric): DeviceMetric | undefined {
    const metrics = this.#series.get(device) ?? new Map<string, DeviceMetric>();
    const key = keyOf(entered.metric, entered.index);
    if (metrics.has(key)) return undefined;
    this.#series.set(device, metrics.set(key, entered));
    this.#size += 1;
    return entered;
  }
}

function metricOf({ device, metric, index }: Reading, said?: Units[number]): DeviceMetric {
  return {
    metric,
    ...(index !== undefined && { index }),
    unit: said?.unit ?? unitOfMetric(kindOf(device), metric) ?? '',
    ...(said?.sentUnit !== undefined && { sentUnit: said.sentUnit }),
  };
}

function metricOfRow({ device, metric, part, unit, sentUnit }: Row): DeviceMetric {
  return {
    metric,
    ...(part !== '' && { index: part }),
    unit: unit ?? unitOfMetric(kindOf(device), metric) ?? '',
    ...(sentUnit !== null && { sentUnit }),
  };
}
