import { escape, flux, fluxInteger } from '@influxdata/influxdb-client';
import { Fault, type MessagesQuery, type OriginalMessage } from '@kilowatch/contracts';
import { badCursor, decodeCursor, encodeCursor } from '../cursor.js';
import type { MessagesPage } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { text } from './flux-text.js';
import type { InfluxBucket } from './influx-bucket.js';
import { compareInstants, type Instant, instantOf, lastMs, nanosText } from './instant.js';
import { type Found, messageMeasurement, readOriginals } from './read-originals.js';
import { storedName, storedText } from './stored-text.js';

/** When a message arrived, and its place among those of the same millisecond. */
const arrivalOf = ({ receivedAtMs, arrival }: OriginalMessage): Instant =>
  instantOf({ atMs: receivedAtMs, ordinal: arrival });

/** The same message again is the same line: redelivery adds nothing. */
export function messageLine(message: OriginalMessage): string {
  const { device, source, arrival, body } = message;
  const tags = `device=${escape.tag(storedName(device))},source=${escape.tag(storedName(source))}`;
  const fields = `arrival=${arrival}i,body=${escape.quoted(storedText(body))},bytes=${body.length}i`;
  return `${messageMeasurement},${tags} ${fields} ${nanosText(arrivalOf(message))}`;
}

/** A page goes on at this instant, of which so many messages were given. */
interface Position extends Instant {
  readonly given: number;
}

/** Reads originals in the order of their arrival. */
export class OriginalMessages {
  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
  ) {}

  async page(query: MessagesQuery): Promise<MessagesPage> {
    const from = startOf(query);
    const found = await this.read(query, from);
    const before = found[from.given - 1];
    if (from.given > 0 && (!before || compareInstants(before, from) !== 0)) {
      throw new Fault('request.invalid', badCursor);
    }
    const rest = found.slice(from.given);
    const page = rest.slice(0, this.fitting(rest, query.limit));
    const last = page.at(-1);
    const given = found.filter(
      (one, i) => i < from.given + page.length && last && compareInstants(one, last) === 0,
    );
    const next =
      last && rest.length > page.length && encodeCursor('messages', [last.atMs, last.nano, given.length]);
    return { messages: page.map(({ message }) => message), ...(next && { next }) };
  }

  /** How many messages go into a page; at least one. */
  private fitting(found: readonly Found[], limit: number): number {
    let bytes = 0;
    const tooMany = found.findIndex(({ message }, i) => {
      bytes += message.body.length;
      return i === limit || (i > 0 && bytes > this.limits.messagePageBytes);
    });
    return tooMany < 0 ? found.length : tooMany;
  }

  private async read({ device, toMs, limit }: MessagesQuery, from: Position): Promise<Found[]> {
    if (from.atMs >= Math.min(toMs, lastMs + 1)) return [];
    return readOriginals(this.bucket, {
      from,
      to: { atMs: Math.min(toMs, lastMs + 1), nano: 0 },
      where: flux`r.device == ${text(storedName(device))}`,
      limit: flux`|> limit(n: ${fluxInteger(limit + from.given + 1)})`,
    });
  }
}

function startOf({ cursor, fromMs, toMs }: MessagesQuery): Position {
  if (cursor === undefined) return { atMs: fromMs, nano: 0, given: 0 };
  const [atMs, nano, given] = decodeCursor('messages', cursor) ?? [-1, -1, -1];
  if (given < 1 || atMs < fromMs || atMs >= toMs) throw new Fault('request.invalid', badCursor);
  return { atMs, nano, given };
}
