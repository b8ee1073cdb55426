import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '@kilowatch/contracts';
import { defaultHistoryLimits } from './history-limits.js';
import type { HistoryBatch, HistoryStore } from './history-store.js';
import { openDatabase } from './sqlite/open-database.js';
import { asTrouble, StoreTrouble } from './sqlite/store-trouble.js';
import { WholeHistory } from './sqlite/whole-history.js';

/** How far a move is. */
export interface MoveProgress {
  readonly points: number;
  readonly messages: number;
  readonly ofPoints: number;
  readonly ofMessages: number;
  /** Of these the store will never take so many: the file is to be kept for them. */
  readonly refused: number;
}

export interface MoveOptions {
  /** The `history.sqlite` to read; nothing in it is changed. */
  readonly file: string;
  readonly to: HistoryStore;
  readonly onProgress?: (progress: MoveProgress) => void;
}

const pointsAtOnce = 5_000;

/**
 * Copies everything of a SQLite history into another store, for which nobody else writes meanwhile. Points that are there already
 * are not stored again, so a move that was interrupted is simply made again. Faults: `history.unavailable` when the file cannot be read or the store does not take it.
 */
export async function moveHistory({ file, to, onProgress }: MoveOptions): Promise<MoveProgress> {
  const db = openHistory(file);
  try {
    const history = new WholeHistory(db);
    const { points: ofPoints, messages: ofMessages } = history.counts();
    const progress = { points: 0, messages: 0, ofPoints, ofMessages, refused: 0 };
    for (const batch of batchesOf(history)) {
      const [outcome] = await to.append([batch]);
      progress.refused += outcome?.refused?.length ?? 0;
      progress.points += batch.readings.length;
      progress.messages += batch.messages.length;
      onProgress?.({ ...progress });
    }
    return progress;
  } catch (error) {
    throw asFault(error, file);
  } finally {
    db.close();
  }
}

function openHistory(file: string): DatabaseSync {
  if (!existsSync(file)) throw new Fault('history.unavailable', `There is no history file ${file}`);
  try {
    return openDatabase(file, defaultHistoryLimits);
  } catch (error) {
    throw asFault(error, file);
  }
}

function asFault(error: unknown, file: string): unknown {
  const trouble = asTrouble(error, file);
  return trouble instanceof StoreTrouble
    ? new Fault(trouble.code, trouble.message, { cause: error })
    : trouble;
}

function* batchesOf(history: WholeHistory): Generator<HistoryBatch> {
  for (const readings of inPieces(history.readings(), pointsAtOnce)) yield { readings, messages: [] };
  for (const { name, messages } of history.messages()) {
    yield { id: { source: 'moved:history.sqlite', batch: name }, readings: [], messages };
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
