import { escape, flux } from '@influxdata/influxdb-client';
import { registerOfMetric } from '@kilowatch/dialects';
import { unitOfMetric } from '@kilowatch/domain';
import { keeping, pointsWhere, reducedTo } from './flux-text.js';
import { everything, type HeatPumpBucket } from './heat-pump-bucket.js';
import { compareInstants, type Instant, parseInstant } from './instant.js';

interface StoredSeries {
  readonly tags: SeriesTags;
  readonly at: Instant;
}

interface SeriesTags {
  readonly name: string;
  readonly register_id: string;
  readonly type: string;
  readonly unit: string;
}

/**
 * How series of the heat pump predecessor are tagged. Those that the bucket has stay as they are, since another unit or register would
 * begin a series of its own there; others get the register, type and unit that they have behind a Husdata gateway.
 */
export class HeatPumpTags {
  private stored: ReadonlyMap<string, SeriesTags> | undefined;
  private readonly texts = new Map<string, string | undefined>();

  constructor(private readonly source: HeatPumpBucket) {}

  /** Asks the bucket what it has, once. Fault: `history.unavailable`. */
  async learn(): Promise<void> {
    if (this.stored) return;
    const { bucket } = this.source;
    const all = pointsWhere(bucket.settings.bucket, ...everything, this.source.where({})!);
    const found = await bucket.query(
      flux`${all} ${reducedTo('last')} ${keeping(['_time', ...this.source.parts])}`,
      (row): StoredSeries => ({
        tags: { name: row('name'), register_id: row('register_id'), type: row('type'), unit: row('unit') },
        at: parseInstant(row('_time')),
      }),
    );
    found.sort((a, b) => compareInstants(a.at, b.at)); // of several the newest
    this.stored = new Map(found.map(({ tags }) => [tags.name, tags]));
  }

  /** The part of a line that names the series; undefined: the predecessor has nothing of this kind. */
  seriesText(metric: string): string | undefined {
    if (!this.texts.has(metric)) this.texts.set(metric, this.made(metric));
    return this.texts.get(metric);
  }

  private made(metric: string): string | undefined {
    const tags = this.stored?.get(metric) ?? this.fresh(metric);
    if (!tags) return undefined;
    const written = Object.entries(tags).flatMap(([tag, value]: [string, string]) =>
      value === '' ? [] : [`,${tag}=${escape.tag(value)}`],
    );
    return `heatpump${written.join('')}`;
  }

  private fresh(metric: string): SeriesTags | undefined {
    const { register, type } = registerOfMetric(metric, this.source.brand) ?? {};
    if (register === undefined || type === undefined) return undefined;
    return { name: metric, register_id: register, type, unit: unitOfMetric('heat-pump', metric) ?? '' };
  }
}
