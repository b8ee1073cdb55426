import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { FolderLock } from './folder-lock.js';
import { GroupCommit } from './group-commit.js';
import { type JournalDamage, type JournalEntry, type JournalLog, silentLog } from './journal-entry.js';
import { isLost } from './journal-errors.js';
import { type JournalLimits, limitsWith } from './journal-limits.js';
import { JournalTail } from './journal-tail.js';
import { comparePositions, type JournalPosition } from './journal-position.js';
import { Recovery } from './recovery.js';
import { segmentHeaderBytes } from './segment-header.js';
import { nextRecordIn, type ReadBounds, readEntries, UnsoundSegment } from './segment-reader.js';
import type { Segment } from './segment.js';

export interface JournalOptions {
  /** Is made when it is not there. One journal uses it at a time. */
  readonly folder: string;
  readonly limits?: Partial<JournalLimits>;
  readonly log?: JournalLog;
  /** The disk cannot be trusted any more: nobody knows what of the last writes it has kept. The process should end. */
  readonly onBroken: (error: Error) => void;
}

interface Parts {
  readonly id: string;
  readonly limits: JournalLimits;
  readonly segments: Segment[];
  readonly tail: JournalTail;
  readonly recovery: Recovery;
  readonly lock: FolderLock;
}

/** A queue on disk. What `append` has resolved is read back after the process was killed, or the power has failed. */
export class Journal {
  /** Made with the folder; names the journal for as long as any of its segments exists. */
  readonly id: string;
  private readonly segments: Segment[];
  private readonly tail: JournalTail;
  private readonly commits: GroupCommit;

  private constructor(private readonly parts: Parts) {
    this.id = parts.id;
    this.segments = parts.segments;
    this.tail = parts.tail;
    this.commits = new GroupCommit(parts.limits.commitBytes, (group) => this.tail.commit(group));
  }

  /**
   * Opens or makes the journal, and reads all of it to find out what is whole. Throws `JournalRefused` when another process has it or a
   * newer version wrote it, and the system's error when the folder cannot be used. Damage is no error: see `damages`.
   */
  static async open({ folder, log = silentLog, onBroken, ...options }: JournalOptions): Promise<Journal> {
    const limits = limitsWith(options.limits);
    await mkdir(folder, { recursive: true });
    const lock = FolderLock.take(folder);
    try {
      const recovery = new Recovery(folder, log, []);
      const { journalId: id = randomUUID(), ...found } = await recovery.recover(limits.keptAsideFiles);
      const { segments } = found;
      const tail = new JournalTail({ ...found, folder, limits, onBroken, journalId: id });
      const newest = segments.at(-1);
      if (newest && found.isOpenEnded) await tail.writeOn(newest);
      return new Journal({ id, limits, segments, tail, recovery, lock });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** What cannot be read back, as found when opening and since. */
  get damages(): readonly JournalDamage[] {
    return this.parts.recovery.damages;
  }

  /** Where the oldest record is, or will be. */
  get start(): JournalPosition {
    const [oldest] = this.segments;
    return oldest ? { segment: oldest.number, offset: segmentHeaderBytes } : this.end;
  }

  /** Behind the newest durable record. */
  get end(): JournalPosition {
    return this.tail.end;
  }

  /** Of all segments on the disk. */
  get usedBytes(): number {
    return this.tail.usedBytes;
  }

  /** Why nothing is taken at present, in a sentence; undefined when all is well. */
  problem(): string | undefined {
    return this.tail.problem;
  }

  /**
   * Resolves when the records are durable, with their positions. Rejects with `JournalFull` when there is no room, with `JournalBroken` when the
   * disk has failed, and with a RangeError when a record is too large. What is appended while a sync runs shares the next one.
   */
  async append(records: readonly Uint8Array[]): Promise<readonly JournalPosition[]> {
    this.tail.checkSound();
    const { recordBytes } = this.parts.limits;
    const tooLarge = records.find(({ length }) => length > recordBytes);
    if (tooLarge)
      throw new RangeError(`a record of ${tooLarge.length} bytes: the journal takes at most ${recordBytes}`);
    return records.length === 0 ? [] : this.commits.add(records);
  }

  /**
   * Records from `from` on (or from the oldest that is left) that begin before `to`: at least one if there is one, of one segment
   * at a time. Read on at the last one's `next` until nothing comes. What is damaged is skipped.
   * @param bounds.maxBytes of the records together; a single larger one is read all the same
   */
  async read(
    from: JournalPosition,
    bounds: { readonly to?: JournalPosition; readonly maxBytes: number },
  ): Promise<readonly JournalEntry[]> {
    const { end } = this;
    const to = bounds.to && comparePositions(bounds.to, end) < 0 ? bounds.to : end;
    for (const segment of [...this.segments]) {
      if (segment.number < from.segment || segment.number > to.segment) continue;
      const entries = await this.soundEntries(segment, {
        from: Math.max(segmentHeaderBytes, segment.number === from.segment ? from.offset : 0),
        to: segment.number === to.segment ? to.offset : segment.end,
        maxBytes: bounds.maxBytes,
      });
      if (entries.length > 0) return entries;
    }
    return [];
  }

  /** Deletes the segments that end at or before `upTo`. The one that is being written stays. */
  async release(upTo: JournalPosition): Promise<void> {
    this.tail.release(upTo);
    for (let [oldest] = this.segments; oldest && !this.tail.isWriting(oldest); [oldest] = this.segments) {
      if (comparePositions({ segment: oldest.number, offset: oldest.end }, upTo) > 0) return;
      this.segments.shift();
      this.tail.roomMade();
      await rm(oldest.file, { force: true });
    }
  }

  /** Finishes what has been appended, and lets go of the folder. */
  async close(): Promise<void> {
    await this.commits.idle();
    await this.tail.close();
    this.parts.lock.release();
  }

  private async soundEntries(segment: Segment, bounds: ReadBounds): Promise<readonly JournalEntry[]> {
    let { from } = bounds;
    for (;;) {
      try {
        return await readEntries(segment, { ...bounds, from });
      } catch (error) {
        if (!this.segments.includes(segment)) return []; // released meanwhile
        if (!(error instanceof UnsoundSegment) && !isLost(error)) throw error;
        if (await this.parts.recovery.reexamine(segment)) continue;
        const next = await nextRecordIn(segment, from);
        if (next === from) throw error;
        from = next;
      }
    }
  }
}
