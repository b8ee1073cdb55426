import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { segmentFile, syncFolder } from './journal-folder.js';
import { encodeHeader, type SegmentHeader } from './segment-header.js';
import type { Segment } from './segment.js';

/** Writes at the end of the newest segment. What is written counts when it has been synced. */
export class SegmentWriter {
  private constructor(
    readonly segment: Segment,
    private readonly handle: FileHandle,
  ) {}

  static async reopen(segment: Segment): Promise<SegmentWriter> {
    return new SegmentWriter(segment, await open(segment.file, 'r+'));
  }

  /** Makes the file under another name first, so that a segment without its header is never one of ours. */
  static async create(folder: string, header: SegmentHeader): Promise<SegmentWriter> {
    const file = segmentFile(folder, header.segment);
    const handle = await open(`${file}.new`, 'w+');
    try {
      const bytes = encodeHeader(header);
      await writeAll(handle, bytes, bytes.length, 0);
      await handle.datasync();
      await rename(`${file}.new`, file);
      await syncFolder(folder);
      const segment = { number: header.segment, file, end: bytes.length, bytes: bytes.length, damaged: [] };
      return new SegmentWriter(segment, handle);
    } catch (error) {
      await handle.close();
      await rm(`${file}.new`, { force: true }); // what it takes of a full disk
      throw error;
    }
  }

  /** Writes the first `length` bytes after the last durable record. */
  async write(bytes: Buffer, length: number): Promise<void> {
    await writeAll(this.handle, bytes, length, this.segment.end);
  }

  /** Makes what was written durable, and readable. */
  async sync(length: number): Promise<void> {
    await this.handle.datasync();
    this.segment.end += length;
    this.segment.bytes = this.segment.end;
  }

  /** Takes back what has been written since the last sync. */
  async cut(): Promise<void> {
    await this.handle.truncate(this.segment.end);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, length: number, position: number): Promise<void> {
  let written = 0;
  while (written < length) {
    const { bytesWritten } = await handle.write(bytes, written, length - written, position + written);
    written += bytesWritten;
  }
}
