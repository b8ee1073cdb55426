import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { compareText } from '../aggregate.js';

/** One line of numbers: a metric of a device, with its index where there are several. */
export interface Series {
  readonly id: number;
  readonly device: string;
  readonly metric: string;
  readonly index?: string;
}

type Named = Pick<Series, 'device' | 'metric'> & { index?: string | undefined };

/** Series whose ids are kept in memory; beyond, the memory starts anew. */
const rememberedSeries = 50_000;

export const compareSeries = (a: Series, b: Series): number =>
  compareText(a.device, b.device) ||
  compareText(a.metric, b.metric) ||
  compareText(a.index ?? '', b.index ?? '');

/** Keeps names out of the points: each series has a number. */
export class SeriesDictionary {
  private readonly ids = new Map<string, bigint>();
  private all: readonly Series[] | undefined;
  private readonly byName: StatementSync;
  private readonly ofDevice: StatementSync;
  private readonly every: StatementSync;
  private readonly inserted: StatementSync;
  private readonly deleted: StatementSync;

  constructor(db: DatabaseSync) {
    this.byName = db.prepare('SELECT id FROM series WHERE device = ? AND metric = ? AND idx = ?');
    this.ofDevice = db.prepare('SELECT id, device, metric, idx FROM series WHERE device = ?');
    this.every = db.prepare('SELECT id, device, metric, idx FROM series');
    this.inserted = db.prepare('INSERT INTO series (device, metric, idx) VALUES (?, ?, ?)');
    this.deleted = db.prepare('DELETE FROM series WHERE device = ?');
  }

  /** The number of a series, which is entered when it is new. To be called within a transaction. */
  idOf({ device, metric, index = '' }: Named): bigint {
    const key = `${device}\0${metric}\0${index}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const row = this.byName.get(device, metric, index);
    if (!row) this.all = undefined;
    const id = BigInt(row ? Number(row['id']) : this.inserted.run(device, metric, index).lastInsertRowid);
    if (this.ids.size >= rememberedSeries) this.ids.clear();
    this.ids.set(key, id);
    return id;
  }

  /** Series in the order of answers; absent devices or metrics mean all. */
  find({
    devices,
    metrics,
  }: {
    devices?: readonly string[] | undefined;
    metrics?: readonly string[] | undefined;
  }): readonly Series[] {
    const series = devices ? this.ofDevices(devices) : (this.all ??= inOrder(this.every.all()));
    if (!metrics) return series;
    const wanted = new Set(metrics);
    return series.filter(({ metric }) => wanted.has(metric));
  }

  remove(device: string): void {
    this.deleted.run(device);
    this.rolledBack();
  }

  /** After a rollback: ids entered in that transaction do not exist. */
  rolledBack(): void {
    this.ids.clear();
    this.all = undefined;
  }

  private ofDevices(devices: readonly string[]): readonly Series[] {
    return inOrder([...new Set(devices)].flatMap((device) => this.ofDevice.all(device)));
  }
}

const inOrder = (rows: readonly Record<string, unknown>[]): readonly Series[] =>
  rows
    .map((row) => ({
      id: Number(row['id']),
      device: String(row['device']),
      metric: String(row['metric']),
      ...(row['idx'] !== '' && { index: String(row['idx']) }),
    }))
    .sort(compareSeries);
