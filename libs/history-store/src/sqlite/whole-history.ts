import type { DatabaseSync } from 'node:sqlite';
import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import { qualityOf } from '../qualities.js';
import { MessageBlocks } from './message-blocks.js';
import { MessageLog } from './message-log.js';
import { unheardChanges } from './point-changes.js';
import { RawPoints } from './raw-points.js';
import { SeriesDictionary } from './series-dictionary.js';

const endOfTime = Number.MAX_SAFE_INTEGER;

/** Messages that lie together, with a name that they have as long as they do. */
export interface MessagePiece {
  readonly name: string;
  readonly messages: readonly OriginalMessage[];
}

/** Everything that a history file holds. */
export class WholeHistory {
  private readonly dictionary: SeriesDictionary;
  private readonly points: RawPoints;
  private readonly log: MessageLog;
  private readonly blocks: MessageBlocks;

  constructor(private readonly db: DatabaseSync) {
    this.dictionary = new SeriesDictionary(db);
    this.points = new RawPoints(db, unheardChanges);
    this.log = new MessageLog(db);
    this.blocks = new MessageBlocks(db);
  }

  counts(): { points: number; messages: number } {
    const numberOf = (query: string): number => Number(this.db.prepare(query).get()?.['n'] ?? 0);
    return {
      points: numberOf('SELECT total(points) AS n FROM chunks') + this.points.hot.length,
      messages: numberOf("SELECT value AS n FROM totals WHERE name = 'messageRows'"),
    };
  }

  *readings(): Generator<Reading> {
    for (const { id, device, metric, index } of this.dictionary.find({})) {
      for (const point of this.points.after(id, { atMs: 0, ordinal: -1 }, endOfTime)) {
        const { atMs, ordinal, value, lagMs, quality } = point;
        yield {
          ...{ device, metric, ...(index !== undefined && { index }) },
          ...{ value, atMs, receivedAtMs: atMs + lagMs, ordinal, ...qualityOf(quality) },
        };
      }
    }
  }

  *messages(): Generator<MessagePiece> {
    for (const block of this.blocks.all()) {
      yield { name: `${block.device} ${block.firstAtMs} ${block.rows}`, messages: this.blocks.read(block) };
    }
    for (let entry = this.log.after(0); entry; entry = this.log.after(entry.id)) {
      yield { name: `log ${entry.id}`, messages: entry.read() };
    }
  }
}
