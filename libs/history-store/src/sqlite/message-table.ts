import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { MessagesQuery, OriginalMessage } from '@kilowatch/contracts';
import { badCursor, type CursorPosition, decodeCursor, encodeCursor } from '../cursor.js';
import type { HistoryLimits } from '../history-limits.js';
import type { MessagesPage } from '../history-store.js';
import { StoreTrouble } from './store-trouble.js';

/** The accepted originals, bounded by number and size. Their totals are kept beside them: counting would read the whole table. */
export class MessageTable {
  private readonly inserted: StatementSync;
  private readonly counted: StatementSync;
  private readonly total: StatementSync;
  private readonly oldest: StatementSync;
  private readonly deletedUpTo: StatementSync;
  private readonly selected: StatementSync;
  private readonly sumOfDevice: StatementSync;
  private readonly deletedOfDevice: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly limits: HistoryLimits,
  ) {
    this.inserted = db.prepare(
      'INSERT INTO messages (device, source, received_at_ms, arrival, bytes, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.counted = db.prepare('UPDATE totals SET value = value + ? WHERE name = ?');
    this.total = db.prepare('SELECT value FROM totals WHERE name = ?');
    this.oldest = db.prepare('SELECT id, bytes FROM messages ORDER BY id');
    this.deletedUpTo = db.prepare('DELETE FROM messages WHERE id <= ?');
    this.selected = db.prepare(
      `SELECT id, source, received_at_ms, arrival, bytes, body FROM messages
       WHERE device = ? AND (received_at_ms, arrival, id) > (?, ?, ?) AND received_at_ms < ?
       ORDER BY received_at_ms, arrival, id LIMIT ?`,
    );
    this.sumOfDevice = db.prepare(
      'SELECT count(*) AS n, total(bytes) AS bytes FROM messages WHERE device = ?',
    );
    this.deletedOfDevice = db.prepare('DELETE FROM messages WHERE device = ?');
  }

  /** Stores messages and drops the oldest ones beyond the limits. To be called within a transaction. */
  add(messages: readonly OriginalMessage[]): void {
    if (messages.length === 0) return;
    let bytes = 0;
    for (const { device, source, receivedAtMs, arrival, body } of messages) {
      this.inserted.run(device, source, BigInt(receivedAtMs), BigInt(arrival), BigInt(body.length), body);
      bytes += body.length;
    }
    this.count(messages.length, bytes);
    this.prune();
  }

  page(query: MessagesQuery): MessagesPage {
    const messages: OriginalMessage[] = [];
    let bytes = 0;
    let last: CursorPosition | undefined;
    for (const row of this.selected.iterate(...this.range(query))) {
      bytes += Number(row['bytes']);
      const isFull = messages.length === query.limit || bytes > this.limits.messagePageBytes;
      if (last && isFull) return { messages, next: encodeCursor('messages', last) };
      const [receivedAtMs, arrival] = [Number(row['received_at_ms']), Number(row['arrival'])];
      const [source, body] = [String(row['source']), String(row['body'])];
      messages.push({ source, device: query.device, receivedAtMs, arrival, body });
      last = [receivedAtMs, arrival, Number(row['id'])];
    }
    return { messages };
  }

  /** Deletes the messages of a device; how many there were. */
  forget(device: string): number {
    const sum = this.sumOfDevice.get(device);
    const rows = Number(sum?.['n'] ?? 0);
    if (rows === 0) return 0;
    this.deletedOfDevice.run(device);
    this.count(-rows, -Number(sum?.['bytes'] ?? 0));
    return rows;
  }

  private range(query: MessagesQuery) {
    const { device, fromMs, toMs, cursor, limit } = query;
    const from = cursor === undefined ? ([fromMs, -1, -1] as const) : decodeCursor('messages', cursor);
    if (!from || from[0] < fromMs || from[0] >= Math.max(toMs, fromMs + 1)) {
      throw new StoreTrouble('request.invalid', badCursor);
    }
    const [receivedAtMs, arrival, id] = from;
    return [
      device,
      BigInt(receivedAtMs),
      BigInt(arrival),
      BigInt(id),
      BigInt(toMs),
      BigInt(limit + 1),
    ] as const;
  }

  private prune(): void {
    let rows = this.totalOf('messageRows') - this.limits.messageRows;
    let bytes = this.totalOf('messageBytes') - this.limits.messageBytes;
    if (rows <= 0 && bytes <= 0) return;
    let [upTo, droppedRows, droppedBytes] = [0, 0, 0];
    for (const row of this.oldest.iterate()) {
      if (rows <= 0 && bytes <= 0) break;
      upTo = Number(row['id']);
      droppedRows += 1;
      droppedBytes += Number(row['bytes']);
      rows -= 1;
      bytes -= Number(row['bytes']);
    }
    this.deletedUpTo.run(BigInt(upTo));
    this.count(-droppedRows, -droppedBytes);
  }

  private count(rows: number, bytes: number): void {
    this.counted.run(BigInt(rows), 'messageRows');
    this.counted.run(BigInt(bytes), 'messageBytes');
  }

  private totalOf(name: keyof Pick<HistoryLimits, 'messageRows' | 'messageBytes'>): number {
    return Number(this.total.get(name)?.['value'] ?? 0);
  }
}
