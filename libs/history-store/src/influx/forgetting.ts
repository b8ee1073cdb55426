import { flux } from '@influxdata/influxdb-client';
import type { Forgotten } from '../history-store.js';
import { anyOf, type Flux, keeping, pointsWhere, reducedTo, text } from './flux-text.js';
import { lastMs } from './instant.js';
import type { KnownPoints } from './known-points.js';
import { messageMeasurement } from './read-originals.js';
import { numberFields, type OwnSeries } from './series-source.js';
import { storedName } from './stored-text.js';

const beginning = '1970-01-01T00:00:00Z';
const endOfTime = '2262-04-11T00:00:00Z';

/** Deletes all that is stored of a device. */
export class Forgetting {
  constructor(
    private readonly own: OwnSeries,
    private readonly points: KnownPoints,
  ) {}

  async forget(device: string): Promise<Forgotten> {
    const { bucket } = this.own;
    const messages = flux`(r._measurement == ${text(messageMeasurement)} and r.device == ${text(storedName(device))} and r._field == "body")`;
    const values = this.own.where({ devices: [device] }, numberFields);
    const forgotten = await this.count(anyOf(values ? [values, messages] : [messages]));
    if (forgotten.points + forgotten.messages > 0) {
      // storedName leaves no quote and no backslash in a name: nothing ends the string early
      await bucket.delete(`device="${storedName(device)}"`, beginning, endOfTime);
      this.points.forget([device]);
    }
    return forgotten;
  }

  private async count(where: Flux): Promise<Forgotten> {
    const { bucket } = this.own;
    const [from, to] = [
      { atMs: 0, nano: 0 },
      { atMs: lastMs, nano: 0 },
    ];
    const all = pointsWhere(bucket.settings.bucket, from, to, where);
    const query = flux`${all} ${reducedTo('count')} ${keeping(['_measurement', '_value'])}`;
    const rows = await bucket.query(query, (row) => ({
      isMessage: row('_measurement') === messageMeasurement,
      count: Number(row('_value')),
    }));
    const sumOf = (isMessage: boolean): number =>
      rows.filter((row) => row.isMessage === isMessage).reduce((sum, { count }) => sum + count, 0);
    return { points: sumOf(false), messages: sumOf(true) };
  }
}
