import { open, readFile, truncate } from 'node:fs/promises';
import type { JournalDamage, JournalLog } from './journal-entry.js';
import { codeOf } from './journal-errors.js';
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
      if (recovered) segments.push(recovered.segment);
      isOpenEnded = recovered?.isOpenEnded ?? false;
    }
    this.reportMissing(content.segments, content.keptAside);
    await this.keptAside.prune(keptAsideFiles);
    return { journalId, segments, isOpenEnded, nextSegment: content.newest + 1 };
  }

  /** Looks through a segment in which a record that was whole is not so any more. */
  async reexamine(segment: Segment): Promise<void> {
    const bytes = await this.bytesOf(segment.file);
    const sound = bytes?.subarray(0, segment.end) ?? Buffer.alloc(0);
    const { end, damaged } = scanRecords(sound, segmentHeaderBytes);
    const known = new Set(segment.damaged.map(({ from }) => from));
    const rest = end < segment.end ? [{ from: end, to: segment.end }] : [];
    segment.damaged = [...damaged, ...rest];
    const found = segment.damaged.filter(({ from }) => !known.has(from));
    if (bytes) await this.keepWhole(segment.file, found);
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
  ): Promise<{ segment: Segment; isOpenEnded: boolean } | undefined> {
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
    return { segment, isOpenEnded: isLast && isWhole && header !== undefined };
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
    if (error instanceof Error && 'code' in error) return undefined; // reported when the whole of it is read
    throw error;
  }
}
