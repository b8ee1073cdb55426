import { Readable } from 'node:stream';
import { readRowOf } from '@kilowatch/compat';
import {
  historyRange,
  legacyBattery,
  legacyBatteryMetrics,
  type RangePoint,
  type RangeReply,
  type ReadingMark,
} from '@kilowatch/contracts';
import type { MessagingClient } from '@kilowatch/messaging';
import type { Span } from '../query-span.js';

/** All stored charge and discharge values of a range, a page at a time. */
export class ReadPages {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly span: Span,
  ) {}

  first(after: readonly ReadingMark[]): Promise<RangeReply> {
    return this.ask({ after: [...after] });
  }

  /** The JSON array of all rows, in pieces of one page: memory stays bounded however long the range is. */
  stream(first: RangeReply): Readable {
    return Readable.from(this.pieces(first), { objectMode: false });
  }

  // A failure midway breaks the connection off, so that half an answer does not look like a whole one.
  private async *pieces(first: RangeReply): AsyncGenerator<string> {
    yield `[${rowsOf(first.points)}`;
    let isEmpty = first.points.length === 0;
    for (let page = first; page.next !== undefined;) {
      page = await this.ask({ cursor: page.next });
      if (page.points.length === 0) continue;
      yield (isEmpty ? '' : ',') + rowsOf(page.points);
      isEmpty = false;
    }
    yield ']';
  }

  private ask(part: { after?: ReadingMark[]; cursor?: string }): Promise<RangeReply> {
    const metrics = Object.keys(legacyBatteryMetrics);
    return this.messaging.request(
      historyRange,
      {},
      { device: legacyBattery, metrics, ...this.span, ...part },
    );
  }
}

const rowsOf = (points: readonly RangePoint[]): string =>
  points.map((point) => JSON.stringify(readRowOf(point))).join(',');
