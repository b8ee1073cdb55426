import type { OriginalMessage } from '@kilowatch/contracts';
import {
  blocksOf,
  type MessageAmount,
  type MessageBlock,
  type MessageBlocks,
  type PackedBlock,
} from './message-blocks.js';
import type { MessageLog } from './message-log.js';
import { undamaged } from './message-pack.js';

/** Time that devices take to be packed at once. */
const packMs = 5;

/** Messages of one device, packed; with those of a block that was not full and is to be replaced. */
interface Packed {
  readonly fresh: readonly OriginalMessage[];
  readonly replaced: MessageBlock | undefined;
  readonly blocks: readonly PackedBlock[];
}

/** Puts what the log holds at the beginning together by device: read entry by entry, packed device by device, written at once. */
export class MessageRound {
  private readonly through: number;
  private readonly removals: number;
  private read = 0;
  private readonly damaged = { rows: 0, bytes: 0 };
  private readonly byDevice = new Map<string, OriginalMessage[]>();
  private readonly packed: Packed[] = [];

  constructor(
    private readonly log: MessageLog,
    private readonly blocks: MessageBlocks,
  ) {
    this.through = log.size().newest;
    this.removals = log.removals;
  }

  /** Does a small part of what can be done before the writing; false when nothing is left of that. */
  prepareSome(): boolean {
    if (this.readNext()) return true;
    const untilMs = performance.now() + packMs;
    for (const [device, messages] of this.byDevice) {
      if (performance.now() >= untilMs) return true;
      this.packed.push(this.pack(device, messages));
      this.byDevice.delete(device);
    }
    return false;
  }

  /**
   * How much of the log was damaged on the disk and is gone. Writes nothing if somebody else has changed the log meanwhile. To be called
   * within a transaction.
   */
  write(): MessageAmount {
    if (this.removals !== this.log.removals) return { rows: 0, bytes: 0 };
    for (const { fresh, replaced, blocks } of this.packed) {
      const isThere = !replaced || this.blocks.remove(replaced); // else it was dropped, with what it held
      for (const block of isThere ? blocks : blocksOf(fresh)) this.blocks.insert(block);
    }
    this.log.removeThrough(this.through);
    return this.damaged;
  }

  private readNext(): boolean {
    const entry = this.read < this.through ? this.log.after(this.read) : undefined;
    if (!entry || entry.id > this.through) return false;
    for (const message of undamaged(entry.read) ?? this.noteDamage(entry)) {
      const ofDevice = this.byDevice.get(message.device);
      if (ofDevice) ofDevice.push(message);
      else this.byDevice.set(message.device, [message]);
    }
    this.read = entry.id;
    return true;
  }

  private noteDamage({ rows, bytes }: MessageAmount): readonly OriginalMessage[] {
    this.damaged.rows += rows;
    this.damaged.bytes += bytes;
    return [];
  }

  private pack(device: string, fresh: readonly OriginalMessage[]): Packed {
    const unfinished = this.blocks.unfinished(device);
    const before = unfinished && undamaged(() => this.blocks.read(unfinished));
    const replaced = before && unfinished;
    return { fresh, replaced, blocks: blocksOf([...(before ?? []), ...fresh]) };
  }
}
