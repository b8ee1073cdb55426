import type { MessagesQuery, MetricStatistics, Reading } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type {
  AppendOutcome,
  Forgotten,
  HistoryBatch,
  LatestAsked,
  MessagesPage,
  PointsAsked,
  PointsPage,
  StatisticsAsked,
  WindowsAsked,
  WindowsPage,
} from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { Appender } from './appender.js';
import type { InfluxBucketSettings } from './bucket-settings.js';
import { CarefulWriter } from './careful-writer.js';
import { Forgetting } from './forgetting.js';
import { InfluxBucket } from './influx-bucket.js';
import { KnownBatches } from './known-batches.js';
import { KnownPoints } from './known-points.js';
import { LatestReader } from './latest-reader.js';
import { OriginalMessages } from './original-messages.js';
import { PointReader } from './point-reader.js';
import { BatteryBucket, HeatPumpBucket, OwnSeries, type SeriesSource } from './series-source.js';
import { Sources } from './sources.js';
import { WindowReader } from './window-reader.js';

export interface InfluxHistorySettings extends InfluxBucketSettings {
  readonly limits: InfluxLimits;
  readonly log: HistoryLog;
  readonly batteryBucket?: InfluxBucketSettings | undefined;
  readonly heatPumpBucket?: (InfluxBucketSettings & { readonly device: string }) | undefined;
}

/** The history in InfluxDB, one call at a time as far as it changes something. */
export class InfluxHistory {
  private readonly buckets: readonly InfluxBucket[];
  private readonly own: InfluxBucket;
  private readonly appender: Appender;
  private readonly forgetting: Forgetting;
  private readonly latestReader: LatestReader;
  private readonly pointReader: PointReader;
  private readonly windowReader: WindowReader;
  private readonly originals: OriginalMessages;

  constructor(settings: InfluxHistorySettings) {
    const { limits, log } = settings;
    this.own = new InfluxBucket(settings, limits);
    const series = new OwnSeries(this.own);
    const others = predecessorsOf(settings);
    this.buckets = [this.own, ...others.map(({ bucket }) => bucket)];
    const points = new KnownPoints(series, limits);
    const batches = new KnownBatches(this.own, limits);
    this.appender = new Appender(points, batches, new CarefulWriter(this.own, limits, log), log);
    this.forgetting = new Forgetting(series, points);
    const sources = new Sources(series, others, log);
    this.latestReader = new LatestReader(sources);
    this.pointReader = new PointReader(sources);
    this.windowReader = new WindowReader(sources, limits);
    this.originals = new OriginalMessages(this.own, limits);
  }

  /** Resolves when InfluxDB would take a write. Fault: `history.unavailable`. */
  async check(): Promise<void> {
    try {
      await this.own.write([]);
    } catch (error) {
      throw this.own.fault(error);
    }
  }

  append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    return this.appender.append(batches);
  }

  latest(query: LatestAsked): Promise<readonly Reading[]> {
    return this.latestReader.latest(query);
  }

  points(query: PointsAsked): Promise<PointsPage> {
    return this.pointReader.page(query);
  }

  windows(query: WindowsAsked): Promise<WindowsPage> {
    return this.windowReader.page(query);
  }

  statistics(query: StatisticsAsked): Promise<readonly MetricStatistics[]> {
    return this.windowReader.statistics(query);
  }

  messages(query: MessagesQuery): Promise<MessagesPage> {
    return this.originals.page(query);
  }

  forget(device: string): Promise<Forgotten> {
    return this.forgetting.forget(device);
  }

  close(): void {
    for (const bucket of this.buckets) bucket.close();
  }
}

function predecessorsOf({
  batteryBucket,
  heatPumpBucket,
  limits: all,
}: InfluxHistorySettings): SeriesSource[] {
  const limits = { ...all, requestMs: Math.min(all.requestMs, all.predecessorMs) };
  return [
    ...(batteryBucket ? [new BatteryBucket(new InfluxBucket(batteryBucket, limits))] : []),
    ...(heatPumpBucket
      ? [new HeatPumpBucket(new InfluxBucket(heatPumpBucket, limits), heatPumpBucket.device)]
      : []),
  ];
}
