import { flux } from '@influxdata/influxdb-client';
import type { OriginalMessage } from '@kilowatch/contracts';
import { compareText } from '../aggregate.js';
import { allOf, type Flux, keeping, pointsWhere, text } from './flux-text.js';
import type { FluxRow, InfluxBucket } from './influx-bucket.js';
import { compareInstants, type Instant, parseInstant } from './instant.js';
import { textOf } from './stored-text.js';

/** Where originals are kept; no kind of device is called that. */
export const messageMeasurement = 'original_message';

/** An original with its place among those of the same millisecond. */
export interface Found extends Instant {
  readonly message: OriginalMessage;
}

/** Originals from `from` (inclusive) to `to` (exclusive). */
export interface OriginalsAsked {
  readonly from: Instant;
  readonly to: Instant;
  /** A condition on `r`. */
  readonly where: Flux;
  /** Of each series so many of its first. */
  readonly limit?: Flux;
}

export const isOriginal = flux`r._measurement == ${text(messageMeasurement)}`;

/** Ascending by instant. */
export async function readOriginals(
  bucket: InfluxBucket,
  { from, to, where, limit = flux`` }: OriginalsAsked,
): Promise<Found[]> {
  const isWanted = allOf([isOriginal, where, flux`(r._field == "arrival" or r._field == "body")`]);
  const query = flux`${pointsWhere(bucket.settings.bucket, from, to, isWanted)} ${limit}
    ${keeping(['_time', '_value', '_field', 'device', 'source'])}`;
  const rows = await bucket.query(query, rowOf);
  const arrivals = new Map(
    rows.filter(({ field }) => field === 'arrival').map((row) => [row.key, row.value]),
  );
  return rows
    .filter(({ field }) => field === 'body')
    .map(({ at, key, device, source, value }) => ({
      ...at,
      message: {
        source: textOf(source),
        device: textOf(device),
        receivedAtMs: at.atMs,
        arrival: Number(arrivals.get(key) ?? at.nano),
        body: textOf(value),
      },
    }))
    .sort((a, b) => compareInstants(a, b) || compareText(a.message.source, b.message.source));
}

function rowOf(row: FluxRow) {
  const [time, device, source] = [row('_time'), row('device'), row('source')];
  return {
    key: `${time}\0${device}\0${source}`,
    at: parseInstant(time),
    ...{ device, source, field: row('_field'), value: row('_value') },
  };
}
