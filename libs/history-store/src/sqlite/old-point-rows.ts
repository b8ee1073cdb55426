import type { DatabaseSync } from 'node:sqlite';
import type { Quality } from '@kilowatch/contracts';
import { codeOfQuality } from '../qualities.js';
import { PointColumns } from './chunks/point-columns.js';
import { inTransaction } from './schema.js';
import { SealedPoints } from './sealed-points.js';

/** Rows that are sealed in one transaction. */
const rowsAtOnce = 65_536;

const hasRows = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'point_rows'").get() !== undefined;

/**
 * Schema 1 kept each point in a row of its own: seals them, oldest first within each series, and drops the table. What a crash
 * interrupts goes on at the next opening. True when there were any.
 */
export function sealOldRows(db: DatabaseSync, begun: () => void): boolean {
  if (!hasRows(db)) return false;
  const sealed = new SealedPoints(db);
  const first = db.prepare('SELECT series FROM point_rows LIMIT 1');
  let isEmpty = true;
  for (let row = first.get(); row; row = first.get()) {
    if (isEmpty) begun();
    isEmpty = false;
    inTransaction(db, () => sealSome(db, sealed, Number(row?.['series'])));
  }
  db.exec('DROP TABLE point_rows');
  return !isEmpty;
}

function sealSome(db: DatabaseSync, sealed: SealedPoints, series: number): void {
  const points = new PointColumns(rowsAtOnce);
  const rows = db.prepare(
    'SELECT at_ms, ordinal, value, received_lag_ms, quality FROM point_rows WHERE series = ? ORDER BY at_ms, ordinal LIMIT ?',
  );
  for (const row of rows.iterate(BigInt(series), BigInt(rowsAtOnce))) {
    const [atMs, ordinal, lagMs] = [row['at_ms'], row['ordinal'], row['received_lag_ms']].map(Number) as [
      number,
      number,
      number,
    ];
    points.push(
      atMs,
      ordinal,
      Number(row['value']),
      lagMs,
      codeOfQuality((row['quality'] ?? undefined) as Quality | undefined),
    );
  }
  sealed.add(series, points);
  const last = points.length - 1;
  db.prepare('DELETE FROM point_rows WHERE series = ? AND (at_ms, ordinal) <= (?, ?)').run(
    BigInt(series),
    BigInt(points.atMs[last]!),
    BigInt(points.ordinal[last]!),
  );
}
