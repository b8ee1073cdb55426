import { type ImportReader, PointBlock } from '@kilowatch/compat';
import { Fault, type ImportReport } from '@kilowatch/contracts';
import { BlockSender } from './block-sender.js';
import type { ImportTally } from './import-tally.js';
import { longestLine, TextLines } from './text-lines.js';

/** One import: reads lines as they come, and sends the points in blocks. Reading waits while the historian has enough. */
export class HistoryImport {
  private number = 0;
  private block: PointBlock;

  constructor(
    private readonly reader: ImportReader,
    private readonly sender: BlockSender,
    private readonly tally: ImportTally,
    /** Points of a block. */
    private readonly blockPoints: number,
  ) {
    this.block = new PointBlock(blockPoints);
  }

  /** Faults: `request.invalid` when nothing could be read; those of the historian, with how far it has come. */
  async run(chunks: AsyncIterable<Uint8Array>): Promise<ImportReport> {
    try {
      await this.readAll(chunks);
      await this.sender.finish();
    } catch (error) {
      await this.sender.settle();
      throw this.withProgress(error);
    }
    const report = this.tally.report(true);
    if (report.accepted > 0) return report;
    const [first] = report.problems;
    const words = first ? `line ${first.line}: ${first.reason}` : 'there is no line in it';
    throw new Fault('request.invalid', `Nothing was imported of ${report.lines} lines; ${words}`);
  }

  private async readAll(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const lines = new TextLines();
    for await (const chunk of chunks)
      for (const line of lines.of(chunk)) if (this.take(line)) await this.flush();
    for (const line of lines.end()) if (this.take(line)) await this.flush();
    await this.flush();
  }

  /** True when the block is to be sent. */
  private take(line: string | undefined): boolean {
    this.number += 1;
    if (line !== undefined && this.reader.isIdle(line)) return false;
    this.tally.lines += 1;
    const problem = this.problemOf(line);
    if (problem !== undefined) this.tally.refuse(this.number, problem);
    return this.block.isFull;
  }

  private problemOf(line: string | undefined): string | undefined {
    if (line === undefined) return `longer than ${longestLine} characters`;
    if (line.includes('\uFFFD')) return 'not UTF-8';
    return this.reader.read(line, this.number, this.block);
  }

  private async flush(): Promise<void> {
    if (this.block.length === 0) return;
    const full = this.block;
    this.block = new PointBlock(this.blockPoints);
    await this.sender.send(full);
  }

  private withProgress(error: unknown): unknown {
    const { accepted, lines } = this.tally;
    if (!(error instanceof Fault) || accepted === 0) return error;
    const words = `${accepted} points of the first ${lines} lines were imported before; send the file again, nothing is stored twice`;
    return new Fault(error.code, `${error.message}. ${words}`, { cause: error });
  }
}
