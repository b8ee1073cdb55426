import { flux, fluxExpression } from '@influxdata/influxdb-client';
import { deviceKind, Fault, type OriginalMessage } from '@kilowatch/contracts';
import { badCursor } from '../cursor.js';
import type { MessagesPage, NewestMessagesAsked } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { isAskedMessage, newestFirst, newestPage, newestPosition, wantedOf } from '../newest-messages.js';
import { allOf, anyOf, type Flux, keeping, pointsWhere, reducedTo, text } from './flux-text.js';
import type { InfluxBucket } from './influx-bucket.js';
import { type Instant, lastMs, parseInstant } from './instant.js';
import { isOriginal, readOriginals } from './read-originals.js';
import { mostNames } from './series-source.js';
import { storedName } from './stored-text.js';

/** How much longer the next span may be than the one before: it is a guess from what lay in that. */
const leastGrowth = 2;
const mostGrowth = 64;

/** Reads originals backwards from the newest, in spans that grow until there are enough: InfluxDB reads no range from its end. */
export class NewestOriginals {
  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
  ) {}

  async page(query: NewestMessagesAsked): Promise<MessagesPage> {
    const start = newestPosition(query);
    if (start === 'bad') throw new Fault('request.invalid', badCursor);
    const { limit, fromMs, toMs = Infinity } = query;
    const pageBytes = this.limits.messagePageBytes;
    const isAsked = isAskedMessage(query, start);
    const wanted = wantedOf(query, start);
    const where = whereOf(query);
    const found: OriginalMessage[] = [];
    let endMs = Math.min(start ? start.receivedAtMs + 1 : toMs, lastMs + 1);
    let [spanMs, bytes] = [1, 0];
    while (found.length < wanted && bytes <= pageBytes) {
      const newestMs = await this.newestMs(where, fromMs, endMs);
      if (newestMs === undefined) break;
      endMs = Math.max(fromMs, newestMs + 1 - spanMs);
      const [from, to] = [endMs, newestMs + 1].map((atMs) => ({ atMs, nano: 0 })) as [Instant, Instant];
      const originals = await readOriginals(this.bucket, { from, to, where });
      const some = originals.map(({ message }) => message).filter(isAsked);
      found.push(...some);
      if (!start) bytes += some.reduce((sum, { body }) => sum + body.length, 0);
      spanMs *= growth(wanted - found.length, some.length);
    }
    return newestPage(found.sort(newestFirst), start, { limit, pageBytes });
  }

  /** When the newest of them was received, from `fromMs` (inclusive) to `toMs` (exclusive). */
  private async newestMs(where: Flux, fromMs: number, toMs: number): Promise<number | undefined> {
    if (toMs <= fromMs) return undefined;
    const [from, to] = [fromMs, toMs].map((atMs) => ({ atMs, nano: 0 })) as [Instant, Instant];
    const isWanted = allOf([isOriginal, where, flux`r._field == "arrival"`]);
    const all = pointsWhere(this.bucket.settings.bucket, from, to, isWanted);
    const query = flux`${all} ${reducedTo('last')} ${keeping(['_time'])}`;
    const times = await this.bucket.query(query, (row) => parseInstant(row('_time')).atMs);
    return times.length === 0 ? undefined : Math.max(...times);
  }
}

const growth = (missing: number, found: number): number =>
  Math.min(mostGrowth, Math.max(leastGrowth, Math.ceil((2 * missing) / Math.max(1, found))));

/** A condition on `r`; of more devices than are named one by one it lets through all of the kind. */
function whereOf({ kind, devices }: NewestMessagesAsked): Flux {
  if (devices && devices.length <= mostNames)
    return anyOf(devices.map((device) => flux`r.device == ${text(storedName(device))}`));
  const known = deviceKind.options.find((one) => one === kind) ?? '';
  return flux`r.device =~ ${fluxExpression(`/^${known}:/`)}`;
}
