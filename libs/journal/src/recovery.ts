import { open, readFile, truncate } from 'node:fs/promises';
import type { JournalDamage, JournalLog } from './journal-entry.js';
import { codeOf, isLost } from './journal-errors.js';
import { readFolder, segmentFile } from './journal-folder.js';
import { KeptAside } from './kept-aside.js';
import { scanRecords, type Stretch } from './scan-records.js';
import { decodeHeader, type SegmentHeader, segmentHeaderBytes } from './segment-header.js';
import type { Segment } from './segment.js';

export interface Recovered {
  /** Undefined when there is no segment that says it. */
  readonly journalId: string | undefined;
  readonly segments: Segment[];
  /** Whether the newest segment can be written on. After a cut it is not: a position must never name a second record. */
  readonly isOpenEnded: boolean;
  /** A number that no segment has had. */
  readonly nextSegment: number;
}

interface RecoveredSegment {
  readonly segment: Segment;
  /** Undefined when it is damaged. */
  readonly header: SegmentHeader | undefined;
  readonly isOpenEnded: boolean;
}

/** Finds out what a folder still holds. Damage is reported and kept aside; it never stops the start. */
export class Recovery {
  private readonly keptAside: KeptAside;

  constructor(
    private readonly folder: string,
    private readonly log: JournalLog,
    readonly damages: JournalDamage[],
  ) {
    this.keptAside = new KeptAside(folder, log);
  }

  async recover(keptAsideFiles: number): Promise<Recovered> {
    const content = await readFolder(this.folder);
    const journalId = await this.journalId(content.segments);
    const segments: Segment[] = [];
    let isOpenEnded = false;
    for (const number of content.segments) {
      const isLast = number === content.segments.at(-1);
      const recovered = await this.segment(number, journalId, isLast);
      if (recovered) this.reportShortened(segments.at(-1), recovered.header);
      if (recovered) segments.push(recovered.segment);
      isOpenEnded = recovered?.isOpenEnded ?? false;
    }
    this.reportMissing(content.segments, content.keptAside);
    await this.keptAside.prune(keptAsideFiles);
    return { journalId, segments, isOpenEnded, nextSegment: content.newest + 1 };
  }

  /**
   * Looks through a segment in which no record is where there should be one, and says whether it has found damage that was not known.
   * Throws the system's error when that may pass.
   */
  async reexamine(segment: Segment): Promise<boolean> {
    const known = new Set(segment.damaged.map(({ from }) => from));
    const upTo = segment.end; // more may be written meanwhile
    const bytes = await this.bytesUnlessLost(segment.file);
    const { end, damaged } = scanRecords(bytes.subarray(0, upTo), segmentHeaderBytes);
    segment.damaged = end < upTo ? [...damaged, { from: end, to: upTo }] : damaged;
    const found = segment.damaged.filter(({ from }) => !known.has(from));
    await this.keepWhole(segment.file, found);
    return found.length > 0;
  }

  private async journalId(numbers: readonly number[]): Promise<string | undefined> {
    for (const number of numbers.toReversed()) {
      const header = await headerOf(segmentFile(this.folder, number));
      if (header) return header.journalId;
    }
    return undefined;
  }

  private async segment(
    number: number,
    journalId: string | undefined,
    isLast: boolean,
  ): Promise<RecoveredSegment | undefined> {
    const file = segmentFile(this.folder, number);
    const bytes = await this.bytesOf(file);
    if (!bytes) return undefined;
    if (bytes.length < segmentHeaderBytes) return this.setAside(file, bytes, 'is shorter than its header');
    const header = decodeHeader(bytes, file);
    if (header && (header.journalId !== journalId || header.segment !== number))
      return this.setAside(file, bytes, 'belongs to another journal');
    const { end, damaged } = scanRecords(bytes, segmentHeaderBytes);
    const noHeader = header ? [] : [{ from: 0, to: segmentHeaderBytes }];
    const segment: Segment = { number, file, end, bytes: bytes.length, damaged };
    await this.keepWhole(file, [...noHeader, ...damaged]);
    const isWhole = end === bytes.length;
    if (!isWhole && isLast) await this.cutTail(segment, bytes);
    else if (!isWhole) await this.keepWhole(file, [{ from: end, to: bytes.length }]);
    return { segment, header, isOpenEnded: isLast && isWhole && header !== undefined };
  }

  /** The bytes of a file that can be read. */
  private async bytesOf(file: string): Promise<Buffer | undefined> {
    try {
      return await readFile(file);
    } catch (error) {
      this.report({ file, offset: 0, bytes: 0, reason: `cannot be read (${codeOf(error)})`, keptAs: '' });
      return undefined;
    }
  }

  private async bytesUnlessLost(file: string): Promise<Buffer> {
    try {
      return await readFile(file);
    } catch (error) {
      if (!isLost(error)) throw error;
      this.log.error({ file, err: error }, 'a journal segment cannot be read any more');
      return Buffer.alloc(0);
    }
  }

  private async setAside(file: string, bytes: Buffer, reason: string): Promise<undefined> {
    this.report({ file, offset: 0, bytes: bytes.length, reason, keptAs: await this.keptAside.move(file) });
  }

  private async keepWhole(file: string, damaged: readonly Stretch[]): Promise<void> {
    const [first] = damaged;
    if (!first) return;
    const keptAs = await this.keptAside.copy(file, first.from);
    for (const { from, to } of damaged)
      this.report({ file, offset: from, bytes: to - from, reason: 'is damaged', keptAs });
  }

  /** Cuts what follows the last whole record, unless its copy cannot be kept: then it stays where it is, unread. */
  private async cutTail(segment: Segment, bytes: Buffer): Promise<void> {
    const { file, end } = segment;
    const keptAs = await this.keptAside.tail(file, end, bytes.subarray(end));
    this.report({ file, offset: end, bytes: bytes.length - end, reason: 'ends in a torn record', keptAs });
    if (keptAs === '') return;
    try {
      await truncate(file, end);
      segment.bytes = end;
    } catch (error) {
      this.log.error({ file, err: error }, 'could not cut a torn record off; it is not read');
    }
  }

  private reportShortened(previous: Segment | undefined, header: SegmentHeader | undefined): void {
    if (!previous || !header || previous.number !== header.segment - 1) return;
    const { file, bytes: offset } = previous;
    if (header.previousEnd <= offset) return;
    const bytes = header.previousEnd - offset;
    this.report({ file, offset, bytes, reason: 'is shorter than it was', keptAs: '' });
  }

  private reportMissing(numbers: readonly number[], keptAside: readonly string[]): void {
    const known = [...numbers, ...keptAside.map((name) => Number.parseInt(name, 10))].sort((a, b) => a - b);
    for (const [i, number] of known.entries()) {
      const expected = (known[i - 1] ?? number) + 1;
      if (number <= expected) continue;
      const reason = `is missing, with all before number ${number}`;
      this.report({ file: segmentFile(this.folder, expected), offset: 0, bytes: 0, reason, keptAs: '' });
    }
  }

  private report(damage: JournalDamage): void {
    this.damages.push(damage);
    this.log.error(
      { ...damage },
      `the journal segment ${damage.file} ${damage.reason} at byte ${damage.offset}`,
    );
  }
}

async function headerOf(file: string): Promise<SegmentHeader | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(segmentHeaderBytes),
        0,
        segmentHeaderBytes,
        0,
      );
      return decodeHeader(buffer.subarray(0, bytesRead), file);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) !== undefined) return undefined; // reported when the whole of it is read
    throw error;
  }
}
