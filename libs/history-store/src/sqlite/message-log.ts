import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { OriginalMessage } from '@kilowatch/contracts';
import type { MessageAmount } from './message-blocks.js';
import { packMessages, unpackMessages } from './message-pack.js';

export interface LogEntry extends MessageAmount {
  readonly id: number;
  /** Throws `Damaged`. */
  readonly read: () => readonly OriginalMessage[];
}

/** Messages that lie together, by when the last of them was received. */
export interface MessageSource {
  readonly lastAtMs: number;
  readonly read: () => readonly OriginalMessage[];
}

/** Messages as they came: one entry per write, of all devices. They wait to be put together by device. */
export class MessageLog {
  /** How often entries were removed: who has read some can tell that they may be gone. */
  removals = 0;
  /** Of which kinds the devices of an entry are, as far as that is known: most questions are about few of them. */
  private readonly kinds = new Map<number, ReadonlySet<string>>();
  private readonly inserted: StatementSync;
  private readonly summed: StatementSync;
  private readonly within: StatementSync;
  private readonly times: StatementSync;
  private readonly body: StatementSync;
  private readonly next: StatementSync;
  private readonly deleted: StatementSync;

  constructor(db: DatabaseSync) {
    this.inserted = db.prepare(
      'INSERT INTO message_log (rows, bytes, first_at_ms, last_at_ms, body) VALUES (?, ?, ?, ?, ?)',
    );
    this.summed = db.prepare(
      'SELECT count(*) AS entries, total(bytes) AS bytes, max(id) AS newest, min(first_at_ms) AS first FROM message_log',
    );
    this.within = db.prepare(
      'SELECT body FROM message_log WHERE last_at_ms >= ? AND first_at_ms < ? ORDER BY id',
    );
    this.times = db.prepare(
      'SELECT id, last_at_ms FROM message_log WHERE last_at_ms >= ? AND first_at_ms < ?',
    );
    this.body = db.prepare('SELECT body FROM message_log WHERE id = ?');
    this.next = db.prepare('SELECT id, rows, bytes, body FROM message_log WHERE id > ? ORDER BY id LIMIT 1');
    this.deleted = db.prepare('DELETE FROM message_log WHERE id <= ?');
  }

  /** `bytes` is how long the bodies are, in characters. */
  append(messages: readonly OriginalMessage[], bytes: number): void {
    let [first, last] = [Infinity, -Infinity];
    for (const { receivedAtMs } of messages) {
      first = Math.min(first, receivedAtMs);
      last = Math.max(last, receivedAtMs);
    }
    const numbers = [messages.length, bytes, first, last].map(BigInt) as [bigint, bigint, bigint, bigint];
    const { lastInsertRowid } = this.inserted.run(...numbers, packMessages(messages));
    this.kinds.set(Number(lastInsertRowid), kindsOf(messages));
  }

  size(): { entries: number; bytes: number; newest: number; firstAtMs: number | undefined } {
    const row = this.summed.get() ?? {};
    const firstAtMs = row['first'] === null ? undefined : Number(row['first']);
    return {
      entries: Number(row['entries']),
      bytes: Number(row['bytes']),
      newest: Number(row['newest'] ?? 0),
      firstAtMs,
    };
  }

  /** What waits of a device in a range of time, as it came. */
  of(device: string, fromMs: number, toMs: number): OriginalMessage[] {
    const found: OriginalMessage[] = [];
    for (const row of this.within.iterate(BigInt(fromMs), BigInt(toMs))) {
      for (const message of unpackMessages(row['body'] as Uint8Array, (one) => one === device)) {
        if (message.receivedAtMs >= fromMs && message.receivedAtMs < toMs) found.push(message);
      }
    }
    return found;
  }

  /** Entries that may hold messages of a kind. */
  ofKind(kind: string, fromMs: number, toMs: number): MessageSource[] {
    return this.times
      .all(BigInt(fromMs), BigInt(toMs))
      .map((row) => ({ id: Number(row['id']), lastAtMs: Number(row['last_at_ms']) }))
      .filter(({ id }) => this.kinds.get(id)?.has(kind) ?? true)
      .map(({ id, lastAtMs }) => ({ lastAtMs, read: () => this.readOfKind(id, kind) }));
  }

  private readOfKind(id: number, kind: string): readonly OriginalMessage[] {
    const body = this.body.get(BigInt(id))?.['body'] as Uint8Array;
    if (this.kinds.has(id)) return unpackMessages(body, (device) => kindOf(device) === kind);
    const messages = unpackMessages(body);
    this.kinds.set(id, kindsOf(messages));
    return messages;
  }

  /** The first entry after one. */
  after(id: number): LogEntry | undefined {
    const row = this.next.get(BigInt(id));
    if (!row) return undefined;
    const [number, rows, bytes] = [row['id'], row['rows'], row['bytes']].map(Number) as [
      number,
      number,
      number,
    ];
    return { id: number, rows, bytes, read: () => unpackMessages(row['body'] as Uint8Array) };
  }

  removeThrough(id: number): void {
    this.deleted.run(BigInt(id));
    for (const known of this.kinds.keys()) if (known <= id) this.kinds.delete(known);
    this.removals += 1;
  }
}

const kindOf = (device: string): string => device.slice(0, device.indexOf(':'));

const kindsOf = (messages: readonly OriginalMessage[]): ReadonlySet<string> =>
  new Set(messages.map(({ device }) => kindOf(device)));
