import { rm } from 'node:fs/promises';
import type { Waiting } from './group-commit.js';
import { isNoRoom, JournalBroken, JournalFull } from './journal-errors.js';
import type { JournalLimits } from './journal-limits.js';
import { comparePositions, type JournalPosition } from './journal-position.js';
import { writeRecord } from './record-format.js';
import { segmentHeaderBytes } from './segment-header.js';
import { SegmentWriter } from './segment-writer.js';
import type { Segment } from './segment.js';

export interface TailOptions {
  readonly folder: string;
  readonly journalId: string;
  readonly limits: JournalLimits;
  /** Of the whole journal, ascending: new ones are added at the end. */
  readonly segments: Segment[];
  /** The number of the next segment to be made. */
  readonly nextSegment: number;
  readonly onBroken: (error: Error) => void;
}

const scratchBytes = 256 * 1024;

/** The end of a journal, where commits are written: one write and one sync each. */
export class JournalTail {
  private writer: SegmentWriter | undefined;
  private nextSegment: number;
  private scratch = Buffer.allocUnsafeSlow(scratchBytes);
  private broken: JournalBroken | undefined;
  private full: string | undefined;
  private released: JournalPosition = { segment: 0, offset: 0 };

  constructor(private readonly options: TailOptions) {
    this.nextSegment = options.nextSegment;
  }

  /** Behind the newest durable record. */
  get end(): JournalPosition {
    const segment = this.writer?.segment;
    return segment
      ? { segment: segment.number, offset: segment.end }
      : { segment: this.nextSegment, offset: segmentHeaderBytes };
  }

  get problem(): string | undefined {
    return this.broken?.message ?? this.full;
  }

  get usedBytes(): number {
    return this.options.segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether nobody needs what the newest segment holds. */
  private get isDone(): boolean {
    return comparePositions(this.end, this.released) <= 0;
  }

  isWriting(segment: Segment): boolean {
    return this.writer?.segment === segment;
  }

  async writeOn(segment: Segment): Promise<void> {
    this.writer = await SegmentWriter.reopen(segment);
  }

  /** Throws when nothing can be taken any more. */
  checkSound(): void {
    if (this.broken) throw this.broken;
  }

  /** Everything before is done with. */
  release(upTo: JournalPosition): void {
    if (comparePositions(upTo, this.released) > 0) this.released = upTo;
    if (this.isDone) this.roomMade();
  }

  /** Whether it is enough shows at the next commit. */
  roomMade(): void {
    this.full = undefined;
  }

  /** Makes a group durable and settles everybody in it. */
  async commit(group: readonly Waiting[]): Promise<void> {
    if (this.broken) return rejectAll(group, this.broken);
    const taken = this.fitting(group);
    if (taken.length === 0) return;
    try {
      const positions = await this.store(taken);
      if (taken.length === group.length) this.full = undefined;
      for (const [i, one] of taken.entries()) one.resolve(positions[i] ?? []);
    } catch (error) {
      rejectAll(taken, await this.failure(error));
    }
  }

  async close(): Promise<void> {
    this.broken ??= new JournalBroken(`the journal ${this.options.folder} is closed`);
    await this.writer?.close();
  }

  private async store(taken: readonly Waiting[]): Promise<readonly JournalPosition[][]> {
    const bytes = bytesOf(taken);
    const writer = await this.writerFor(bytes);
    const positions = this.encode(taken, bytes, writer.segment);
    await writer.write(this.scratch, bytes);
    await writer.sync(bytes);
    return positions;
  }

  /** Rejects what the quota has no room for. */
  private fitting(group: readonly Waiting[]): readonly Waiting[] {
    const { quotaBytes } = this.options.limits;
    const kept = this.isDone ? 0 : this.usedBytes; // a new segment takes the place of one that is done with
    let room = quotaBytes - kept - segmentHeaderBytes;
    if (bytesOf(group) <= room) return group;
    this.full = `the journal ${this.options.folder} is full: its quota of ${quotaBytes} bytes waits to be processed`;
    const full = new JournalFull(this.full);
    return group.filter((one) => {
      const fits = one.bytes <= room;
      if (fits) room -= one.bytes;
      else one.reject(full);
      return fits;
    });
  }

  private async writerFor(bytes: number): Promise<SegmentWriter> {
    const { limits, segments } = this.options;
    const { writer } = this;
    if (writer) {
      const hasRoom = writer.segment.end + bytes <= limits.segmentBytes;
      const isFresh = writer.segment.end === segmentHeaderBytes;
      const hasQuota = this.usedBytes + bytes <= limits.quotaBytes;
      if (isFresh || (hasRoom && hasQuota)) return writer;
    }
    const { isDone } = this;
    const next = await this.createNext();
    if (isDone) await Promise.all(segments.splice(0).map(({ file }) => rm(file, { force: true })));
    segments.push(next.segment);
    this.writer = next;
    this.nextSegment += 1;
    await writer?.close();
    return next;
  }

  private createNext(): Promise<SegmentWriter> {
    const { folder, journalId, segments } = this.options;
    const segment = this.nextSegment;
    const previous = segments.at(-1);
    const previousEnd = previous?.number === segment - 1 ? previous.end : 0;
    return SegmentWriter.create(folder, { journalId, segment, previousEnd });
  }

  private encode(taken: readonly Waiting[], bytes: number, { number, end }: Segment): JournalPosition[][] {
    if (this.scratch.length < bytes) this.scratch = Buffer.allocUnsafeSlow(bytes);
    let at = 0;
    return taken.map(({ records }) =>
      records.map((record) => {
        const offset = end + at;
        at = writeRecord(this.scratch, at, record);
        return { segment: number, offset };
      }),
    );
  }

  /**
   * Out of room, also where only the sync says so (file systems that allocate late): all that has been written of the group is taken back,
   * and later there may be room. Anything else is the end.
   */
  private async failure(error: unknown): Promise<Error> {
    const { folder } = this.options;
    try {
      if (isNoRoom(error)) {
        await this.writer?.cut();
        this.full = `the journal ${folder} cannot grow: the disk is full`;
        return new JournalFull(this.full, { cause: error });
      }
    } catch {
      // What could not be taken back would be read as if it had been promised.
    }
    return this.breakWith(error);
  }

  private breakWith(cause: unknown): JournalBroken {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.broken = new JournalBroken(
      `The disk has failed under the journal ${this.options.folder} (${reason}): what was written last may be lost, and nothing more is confirmed. Check the disk and start again.`,
      { cause },
    );
    this.options.onBroken(this.broken);
    return this.broken;
  }
}

const bytesOf = (group: readonly Waiting[]): number => group.reduce((sum, one) => sum + one.bytes, 0);

const rejectAll = (group: readonly Waiting[], error: Error): void => {
  for (const { reject } of group) reject(error);
};
