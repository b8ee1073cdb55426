import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { OriginalMessage } from '@kilowatch/contracts';
import type { MessageSource } from './message-log.js';
import { packMessages, undamaged, unpackMessages } from './message-pack.js';

/** Messages, and characters of their bodies. */
export interface MessageAmount {
  readonly rows: number;
  readonly bytes: number;
}

/** Messages of one device, ascending by (receivedAtMs, arrival). */
export interface MessageBlock extends MessageAmount {
  readonly id: number;
  readonly device: string;
  readonly firstAtMs: number;
}

/** A block as it is to be stored. */
export type PackedBlock = Omit<MessageBlock, 'id'> & { readonly lastAtMs: number; readonly body: Uint8Array };

/** A block is divided when its bodies are longer than this, and goes on while it is half as long. */
const fullBytes = 64 * 1024;

export const bytesOf = (messages: readonly OriginalMessage[]): number =>
  messages.reduce((bytes, { body }) => bytes + body.length, 0);

/** The order of answers; equal ones stay in the order in which they came. */
export const byReceipt = (a: OriginalMessage, b: OriginalMessage): number =>
  a.receivedAtMs - b.receivedAtMs || a.arrival - b.arrival;

/** Messages of one device as blocks. */
export function blocksOf(unordered: readonly OriginalMessage[]): PackedBlock[] {
  const messages = unordered.toSorted(byReceipt);
  const blocks: PackedBlock[] = [];
  let [from, bytes] = [0, 0];
  messages.forEach(({ body }, i) => {
    bytes += body.length;
    if (i + 1 < messages.length && bytes < fullBytes) return;
    const some = messages.slice(from, i + 1);
    const [first, last] = [some[0]!, some.at(-1)!];
    blocks.push({
      ...{ device: first.device, firstAtMs: first.receivedAtMs, lastAtMs: last.receivedAtMs },
      ...{ rows: some.length, bytes, body: packMessages(some) },
    });
    [from, bytes] = [i + 1, 0];
  });
  return blocks;
}

/** Messages put together by device, many in one row. */
export class MessageBlocks {
  private readonly inserted: StatementSync;
  private readonly found: StatementSync;
  private readonly body: StatementSync;
  private readonly every: StatementSync;
  private readonly newest: StatementSync;
  private readonly oldest: StatementSync;
  private readonly lately: StatementSync;
  private readonly reaching: StatementSync;
  private readonly deleted: StatementSync;
  private readonly sumOfDevice: StatementSync;
  private readonly deletedOfDevice: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = 'id, device, first_at_ms, rows, bytes';
    this.inserted = db.prepare(
      'INSERT INTO message_blocks (device, first_at_ms, last_at_ms, rows, bytes, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.found = db.prepare(
      `SELECT ${columns} FROM message_blocks WHERE device = ? AND last_at_ms >= ? AND first_at_ms < ?
       ORDER BY first_at_ms, id`,
    );
    this.body = db.prepare('SELECT body FROM message_blocks WHERE id = ?');
    this.every = db.prepare(`SELECT ${columns} FROM message_blocks ORDER BY id`);
    this.newest = db.prepare(
      `SELECT ${columns} FROM message_blocks WHERE device = ? ORDER BY last_at_ms DESC LIMIT 1`,
    );
    this.oldest = db.prepare(`SELECT ${columns} FROM message_blocks ORDER BY last_at_ms LIMIT 1`);
    this.lately = db.prepare(
      `SELECT id, device, last_at_ms FROM message_blocks INDEXED BY message_blocks_by_device
       WHERE device >= ? AND device <= ? AND last_at_ms >= ? AND first_at_ms < ? ORDER BY last_at_ms DESC`,
    );
    this.reaching = db.prepare(
      `SELECT ${columns} FROM message_blocks WHERE first_at_ms < ? ORDER BY first_at_ms LIMIT 1`,
    );
    // The number of one that was removed may have been given to another.
    this.deleted = db.prepare(
      'DELETE FROM message_blocks WHERE id = ? AND device = ? AND first_at_ms = ? AND rows = ?',
    );
    this.sumOfDevice = db.prepare(
      'SELECT total(rows) AS rows, total(bytes) AS bytes FROM message_blocks WHERE device = ?',
    );
    this.deletedOfDevice = db.prepare('DELETE FROM message_blocks WHERE device = ?');
  }

  insert({ device, firstAtMs, lastAtMs, rows, bytes, body }: PackedBlock): void {
    const numbers = [firstAtMs, lastAtMs, rows, bytes].map(BigInt) as [bigint, bigint, bigint, bigint];
    this.inserted.run(device, ...numbers, body);
  }

  /** Blocks that may hold messages of a time range, by the time of their first. */
  within(device: string, fromMs: number, toMs: number): MessageBlock[] {
    return this.found.all(device, BigInt(fromMs), BigInt(toMs)).map(blockOf);
  }

  /** Blocks of devices between two names that may hold messages of a time range, that with the newest message first. */
  *newestOf(
    devices: readonly [first: string, last: string],
    fromMs: number,
    toMs: number,
  ): Generator<MessageSource & { readonly device: string }> {
    for (const row of this.lately.iterate(...devices, BigInt(fromMs), BigInt(toMs))) {
      const [id, device] = [Number(row['id']), String(row['device'])];
      yield { device, lastAtMs: Number(row['last_at_ms']), read: () => this.read({ id }) };
    }
  }

  *all(): Generator<MessageBlock> {
    for (const row of this.every.iterate()) yield blockOf(row);
  }

  /** That with the newest message of a device, if it is not full. */
  unfinished(device: string): MessageBlock | undefined {
    const row = this.newest.get(device);
    const block = row && blockOf(row);
    return block && block.bytes < fullBytes / 2 ? block : undefined;
  }

  /** That whose last message is the oldest. */
  first(): MessageBlock | undefined {
    const row = this.oldest.get();
    return row && blockOf(row);
  }

  /** One with a message before a time. */
  firstBefore(atMs: number): MessageBlock | undefined {
    const row = this.reaching.get(BigInt(atMs));
    return row && blockOf(row);
  }

  read({ id }: Pick<MessageBlock, 'id'>): OriginalMessage[] {
    return unpackMessages(this.body.get(BigInt(id))?.['body'] as Uint8Array);
  }

  /** False when it was not there any more. */
  remove({ id, device, firstAtMs, rows }: MessageBlock): boolean {
    return this.deleted.run(BigInt(id), device, BigInt(firstAtMs), BigInt(rows)).changes === 1;
  }

  /** How much there was of the device. */
  removeDevice(device: string): MessageAmount {
    const { rows, bytes } = this.sumOfDevice.get(device) ?? {};
    this.deletedOfDevice.run(device);
    return { rows: Number(rows), bytes: Number(bytes) };
  }

  /** Removes the first messages of a block as long as `isGone` says so of each, a damaged one whole; how much that was. */
  shorten(block: MessageBlock, isGone: (message: OriginalMessage) => boolean): MessageAmount {
    const messages = undamaged(() => this.read(block));
    if (!messages) {
      this.remove(block);
      return block;
    }
    const kept = messages.findIndex((message) => !isGone(message));
    const gone = kept < 0 ? messages : messages.slice(0, kept);
    if (gone.length === 0) return { rows: 0, bytes: 0 };
    this.remove(block);
    for (const rest of kept < 0 ? [] : blocksOf(messages.slice(kept))) this.insert(rest);
    return { rows: gone.length, bytes: bytesOf(gone) };
  }
}

const blockOf = (row: Record<string, unknown>): MessageBlock => ({
  id: Number(row['id']),
  device: String(row['device']),
  firstAtMs: Number(row['first_at_ms']),
  rows: Number(row['rows']),
  bytes: Number(row['bytes']),
});
