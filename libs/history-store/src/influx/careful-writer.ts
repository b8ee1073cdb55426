import { Fault } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type { InfluxLimits } from '../influx-limits.js';
import type { InfluxBucket } from './influx-bucket.js';
import { droppedOf, isPartlyWritten, isRefusedContent } from './influx-trouble.js';

/** Lines refused one by one in a single write; beyond, the whole write fails: then it is not about single points. */
const mostRefused = 100;

/** How much of a line the log shows. */
const shownCharacters = 300;

/**
 * Writes lines so that one which InfluxDB will never take costs only itself: InfluxDB refuses a whole request for a line that
 * it cannot read, so the request is halved until that line stands alone. It is logged and left out, or it would come back for ever.
 */
export class CarefulWriter {
  private isWhole = true;

  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
    private readonly log: HistoryLog,
  ) {}

  /** Resolves when all lines are stored that can be; whether those are all. */
  async write(lines: readonly string[]): Promise<boolean> {
    this.isWhole = true;
    let refused = 0;
    for (const part of this.parts(lines)) {
      refused += await this.part(part);
      if (refused > mostRefused) throw tooMany();
    }
    return this.isWhole && refused === 0;
  }

  /** How many lines were refused. */
  private async part(lines: readonly string[]): Promise<number> {
    try {
      await this.bucket.write(lines);
      return 0;
    } catch (error) {
      if (isPartlyWritten(error)) {
        this.isWhole = false;
        this.log.warn({ points: droppedOf(error) }, `InfluxDB did not keep points: ${error.message}`);
        return 0;
      }
      if (!isRefusedContent(error)) throw this.bucket.fault(error);
      return lines.length > 1 ? this.halves(lines) : this.refuse(lines[0] ?? '', error.message);
    }
  }

  private async halves(lines: readonly string[]): Promise<number> {
    const middle = Math.ceil(lines.length / 2);
    const first = await this.part(lines.slice(0, middle));
    if (first > mostRefused) throw tooMany();
    return first + (await this.part(lines.slice(middle)));
  }

  private refuse(line: string, reason: string): number {
    this.log.error(
      { line: line.slice(0, shownCharacters) },
      `InfluxDB refuses a line, it is left out: ${reason}`,
    );
    return 1;
  }

  private *parts(lines: readonly string[]): Generator<string[]> {
    let part: string[] = [];
    let bytes = 0;
    for (const line of lines) {
      if (part.length > 0 && bytes + line.length > this.limits.writeBytes) {
        yield part;
        [part, bytes] = [[], 0];
      }
      part.push(line);
      bytes += line.length + 1;
    }
    if (part.length > 0) yield part;
  }
}

const tooMany = (): Fault =>
  new Fault(
    'history.unavailable',
    `InfluxDB refuses more than ${mostRefused} lines of one write; see the log for the first ones`,
  );
