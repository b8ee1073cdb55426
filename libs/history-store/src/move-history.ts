import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Fault, type OriginalMessage, type Reading } from '@kilowatch/contracts';
import { defaultHistoryLimits } from './history-limits.js';
import type { HistoryBatch, HistoryStore } from './history-store.js';
import { openDatabase } from './sqlite/open-database.js';
import { StoreTrouble } from './sqlite/store-trouble.js';

/** How far a move is. */
export interface MoveProgress {
  readonly points: number;
  readonly messages: number;
  readonly ofPoints: number;
  readonly ofMessages: number;
}

export interface MoveOptions {
  /** The `history.sqlite` to read; nothing in it is changed. */
  readonly file: string;
  readonly to: HistoryStore;
  readonly onProgress?: (progress: MoveProgress) => void;
}

const pointsAtOnce = 5_000;
const messagesAtOnce = 1_000;

/**
 * Copies everything of a SQLite history into another store, for which nobody else writes meanwhile. Points that are there already
 * are not stored again, so a move that was interrupted is simply made again. Faults: `history.unavailable` when the file cannot be read or the store does not take it.
 */
export async function moveHistory({ file, to, onProgress }: MoveOptions): Promise<MoveProgress> {
  const db = openHistory(file);
  try {
    const progress = {
      ...{ points: 0, messages: 0 },
      ofPoints: countOf(db, 'points'),
      ofMessages: countOf(db, 'messages'),
    };
    for (const batch of batchesOf(db)) {
      await to.append([batch]);
      progress.points += batch.readings.length;
      progress.messages += batch.messages.length;
      onProgress?.({ ...progress });
    }
    return progress;
  } finally {
    db.close();
  }
}

function openHistory(file: string): DatabaseSync {
  if (!existsSync(file)) throw new Fault('history.unavailable', `There is no history file ${file}`);
  try {
    return openDatabase(file, defaultHistoryLimits);
  } catch (error) {
    if (error instanceof StoreTrouble) throw new Fault(error.code, error.message, { cause: error });
    throw error;
  }
}

const countOf = (db: DatabaseSync, table: 'points' | 'messages'): number =>
  Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'] ?? 0);

function* batchesOf(db: DatabaseSync): Generator<HistoryBatch> {
  for (const readings of inPieces(readingsOf(db), pointsAtOnce)) yield { readings, messages: [] };
  // Originals have no identity of their own: a piece of them is known by its rows.
  for (const rows of inPieces(messagesOf(db), messagesAtOnce)) {
    const batch = `${rows[0]!.id}-${rows.at(-1)!.id}`;
    const messages = rows.map(({ message }) => message);
    yield { id: { source: 'moved:history.sqlite', batch }, readings: [], messages };
  }
}

function* readingsOf(db: DatabaseSync): Generator<Reading> {
  const rows = db.prepare(
    `SELECT device, metric, idx, at_ms, ordinal, value, received_lag_ms, quality
     FROM points JOIN series ON series.id = points.series ORDER BY points.series, at_ms, ordinal`,
  );
  for (const row of rows.iterate()) {
    const atMs = Number(row['at_ms']);
    yield {
      device: String(row['device']),
      metric: String(row['metric']),
      ...(row['idx'] !== '' && { index: String(row['idx']) }),
      value: Number(row['value']),
      atMs,
      receivedAtMs: atMs + Number(row['received_lag_ms']),
      ordinal: Number(row['ordinal']),
      ...(row['quality'] !== null && { quality: row['quality'] as NonNullable<Reading['quality']> }),
    };
  }
}

function* messagesOf(db: DatabaseSync): Generator<{ id: number; message: OriginalMessage }> {
  const rows = db.prepare(
    'SELECT id, source, device, received_at_ms, arrival, body FROM messages ORDER BY id',
  );
  for (const row of rows.iterate()) {
    const message = {
      source: String(row['source']),
      device: String(row['device']),
      receivedAtMs: Number(row['received_at_ms']),
      arrival: Number(row['arrival']),
      body: String(row['body']),
    };
    yield { id: Number(row['id']), message };
  }
}

function* inPieces<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let piece: T[] = [];
  for (const item of items) {
    if (piece.push(item) < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
