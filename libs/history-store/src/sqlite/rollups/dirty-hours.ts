import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PointChanges } from '../point-changes.js';
import { hourMs } from './levels.js';

/** A stretch of time, UTC epoch ms; whole hours unless it was cut. */
export interface Stretch {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

export interface DirtyStretch extends Stretch {
  readonly series: number;
}

/** Series whose last noted hour is kept in memory; beyond, the memory starts anew. */
const rememberedSeries = 50_000;

/** Rows that are put together at most. */
const rowsAtATime = 96n;

const hourOf = (atMs: number): number => Math.floor(atMs / hourMs);
const stretchOf = (row: Record<string, unknown>): Stretch => ({
  fromMs: Number(row['from_hour']) * hourMs,
  toMs: Number(row['to_hour']) * hourMs,
});

/**
 * Keeps which hours of which series changed since they were rolled up. A series usually stays within an hour for long, so that
 * noting a point costs one look into memory, and one row per hour.
 */
export class DirtyHours implements PointChanges {
  private readonly lastHour = new Map<number, number>();
  private isSilent = false;
  private readonly inserted: StatementSync;
  private readonly oldest: StatementSync;
  private readonly ofSeries: StatementSync;
  private readonly within: StatementSync;
  private readonly deleted: StatementSync;
  private readonly removed: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly nowMs: () => number,
  ) {
    this.inserted = db.prepare(
      `INSERT INTO dirty_hours VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
         SET to_hour = max(to_hour, excluded.to_hour), noted_s = max(noted_s, excluded.noted_s)`,
    );
    this.oldest = db.prepare(
      'SELECT series, from_hour FROM dirty_hours WHERE from_hour < ? AND noted_s <= ? ORDER BY from_hour LIMIT 1',
    );
    this.ofSeries = db.prepare(
      `SELECT from_hour, to_hour FROM dirty_hours
       WHERE series = ? AND from_hour >= ? AND from_hour < ? AND noted_s <= ? ORDER BY from_hour LIMIT ?`,
    );
    this.within = db.prepare(
      'SELECT from_hour, to_hour, noted_s FROM dirty_hours WHERE series = ? AND from_hour < ? AND to_hour > ? ORDER BY from_hour',
    );
    this.deleted = db.prepare('DELETE FROM dirty_hours WHERE series = ? AND from_hour = ?');
    this.removed = db.prepare('DELETE FROM dirty_hours WHERE series = ?');
  }

  noted(series: number, fromAtMs: number, toAtMs: number): void {
    if (this.isSilent) return;
    const [from, to] = [hourOf(fromAtMs), hourOf(toAtMs)];
    if (from === to && this.lastHour.get(series) === to) return;
    this.note(series, from, to + 1, Math.floor(this.nowMs() / 1_000));
    if (this.lastHour.size >= rememberedSeries) this.lastHour.clear();
    this.lastHour.set(series, to);
  }

  rolledBack(): void {
    this.lastHour.clear();
  }

  /** Runs what changes points without changing what they add up to. */
  silently<T>(work: () => T): T {
    this.isSilent = true;
    try {
      return work();
    } finally {
      this.isSilent = false;
    }
  }

  /** What is dirty of [fromMs, toMs), ascending, without overlaps. */
  of(series: number, fromMs: number, toMs: number): Stretch[] {
    const merged: { fromMs: number; toMs: number }[] = [];
    for (const row of this.rowsWithin(series, fromMs, toMs)) {
      const one = stretchOf(row);
      const [from, to] = [Math.max(fromMs, one.fromMs), Math.min(toMs, one.toMs)];
      const last = merged.at(-1);
      if (last && from <= last.toMs) last.toMs = Math.max(last.toMs, to);
      else merged.push({ fromMs: from, toMs: to });
    }
    return merged;
  }

  /** The oldest hours that are over and did not begin to change just now, with those of the series that follow at once. */
  due(quietMs: number): DirtyStretch | undefined {
    const nowMs = this.nowMs();
    const bounds = [BigInt(hourOf(nowMs - quietMs)), BigInt(Math.floor((nowMs - quietMs) / 1_000))] as const;
    const row = this.oldest.get(...bounds);
    if (!row) return undefined;
    const series = Number(row['series']);
    const from = Number(row['from_hour']);
    let to = from;
    for (const next of this.ofSeries.iterate(BigInt(series), BigInt(from), ...bounds, rowsAtATime)) {
      if (Number(next['from_hour']) > to) break;
      to = Math.max(to, Number(next['to_hour']));
    }
    return { series, fromMs: from * hourMs, toMs: Math.min(to, Number(bounds[0])) * hourMs };
  }

  /** These whole hours are rolled up. To be called within the transaction that does it. */
  done({ series, fromMs, toMs }: DirtyStretch): void {
    const [from, to] = [hourOf(fromMs), hourOf(toMs)];
    for (const row of this.rowsWithin(series, fromMs, toMs)) {
      const [rowFrom, rowTo, notedS] = ['from_hour', 'to_hour', 'noted_s'].map((name) => Number(row[name]));
      this.deleted.run(BigInt(series), BigInt(rowFrom!));
      if (rowFrom! < from) this.note(series, rowFrom!, from, notedS!);
      if (rowTo! > to) this.note(series, to, rowTo!, notedS!);
    }
    this.lastHour.delete(series);
  }

  /** These whole hours are not due before so long. To be called within a transaction. */
  postpone(stretch: DirtyStretch, byMs: number): void {
    this.done(stretch);
    const [from, to] = [hourOf(stretch.fromMs), hourOf(stretch.toMs)];
    this.note(stretch.series, from, to, Math.floor((this.nowMs() + byMs) / 1_000));
  }

  remove(series: number): void {
    this.removed.run(BigInt(series));
    this.lastHour.delete(series);
  }

  private rowsWithin(series: number, fromMs: number, toMs: number): Record<string, unknown>[] {
    return this.within.all(BigInt(series), BigInt(Math.ceil(toMs / hourMs)), BigInt(hourOf(fromMs)));
  }

  private note(series: number, fromHour: number, toHour: number, notedS: number): void {
    this.inserted.run(BigInt(series), BigInt(fromHour), BigInt(toHour), BigInt(notedS));
  }
}
