import type { MessagesQuery, MetricStatistics, Reading } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type {
  AppendOutcome,
  DeletionAsked,
  Forgotten,
  HistoryBatch,
  LatestAsked,
  MessagesPage,
  NewestMessagesAsked,
  PointsAsked,
  PointsPage,
  SeriesAsked,
  SeriesWindows,
  StatisticsAsked,
  WindowsAsked,
  WindowsPage,
} from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { Appender } from './appender.js';
import type { InfluxBucketSettings } from './bucket-settings.js';
import { CarefulWriter } from './careful-writer.js';
import { Deleting, type DeletionSlice } from './deleting.js';
import { Forgetting } from './forgetting.js';
import { HeatPumpBucket, type HeatPumpBucketSettings } from './heat-pump-bucket.js';
import { HeatPumpCopy } from './heat-pump-copy.js';
import { InfluxBucket } from './influx-bucket.js';
import { KnownBatches } from './known-batches.js';
import { KnownPoints } from './known-points.js';
import { LatestReader } from './latest-reader.js';
import { MessageBound } from './message-bound.js';
import { NewestOriginals } from './newest-originals.js';
import { OriginalMessages } from './original-messages.js';
import { PointReader } from './point-reader.js';
import { SeriesReader } from './series-reader.js';
import { BatteryBucket, OwnSeries, type SeriesSource } from './series-source.js';
import { Sources } from './sources.js';
import { WindowReader } from './window-reader.js';

export interface InfluxHistorySettings extends InfluxBucketSettings {
  readonly limits: InfluxLimits;
  readonly log: HistoryLog;
  readonly batteryBucket?: InfluxBucketSettings | undefined;
  readonly heatPumpBucket?: HeatPumpBucketSettings | undefined;
}

/** The history in InfluxDB, one call at a time as far as it changes something. */
export class InfluxHistory {
  private readonly buckets: readonly InfluxBucket[];
  private readonly own: InfluxBucket;
  private readonly appender: Appender;
  private readonly deleting: Deleting;
  private readonly forgetting: Forgetting;
  private readonly latestReader: LatestReader;
  private readonly pointReader: PointReader;
  private readonly windowReader: WindowReader;
  private readonly seriesReader: SeriesReader;
  private readonly originals: OriginalMessages;
  private readonly newestOriginals: NewestOriginals;
  private readonly messageBound: MessageBound;
  private readonly heatPumpCopy: HeatPumpCopy | undefined;
  private readonly log: HistoryLog;
  private bounded: Promise<void> = Promise.resolve();

  constructor(settings: InfluxHistorySettings) {
    const { limits, log } = settings;
    this.own = new InfluxBucket(settings, limits);
    const series = new OwnSeries(this.own);
    const heatPump = heatPumpOf(settings, series);
    const others = [...batteryOf(settings), ...(heatPump ? [heatPump] : [])];
    this.buckets = [this.own, ...others.map(({ bucket }) => bucket)];
    const points = new KnownPoints(series, limits);
    const batches = new KnownBatches(this.own, limits);
    this.appender = new Appender(points, batches, new CarefulWriter(this.own, limits, log));
    this.deleting = new Deleting(series);
    this.forgetting = new Forgetting(series, points);
    const sources = new Sources(series, others, log);
    this.latestReader = new LatestReader(sources);
    this.pointReader = new PointReader(sources);
    this.windowReader = new WindowReader(sources, limits);
    this.seriesReader = new SeriesReader(sources, limits);
    this.originals = new OriginalMessages(this.own, limits);
    this.newestOriginals = new NewestOriginals(this.own, limits);
    this.messageBound = new MessageBound(this.own, limits, log);
    this.heatPumpCopy = heatPump?.isWritten ? new HeatPumpCopy(heatPump, limits, log) : undefined;
    this.log = log;
  }

  /** Resolves when InfluxDB would take a write. Fault: `history.unavailable`. */
  async check(): Promise<void> {
    try {
      await this.own.write([]);
    } catch (error) {
      throw this.own.fault(error);
    }
  }

  async append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    const outcomes = await this.appender.append(batches);
    this.heatPumpCopy?.stored(batches);
    this.bounded = this.keepBound(outcomes.reduce((sum, { storedMessages }) => sum + storedMessages, 0));
    return outcomes;
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

  series(query: SeriesAsked): Promise<readonly SeriesWindows[]> {
    return this.seriesReader.read(query);
  }

  messages(query: MessagesQuery): Promise<MessagesPage> {
    return this.originals.page(query);
  }

  newestMessages(query: NewestMessagesAsked): Promise<MessagesPage> {
    return this.newestOriginals.page(query);
  }

  forget(device: string): Promise<Forgotten> {
    return this.forgetting.forget(device);
  }

  slicesOf(asked: DeletionAsked): Promise<DeletionSlice[]> {
    return this.deleting.slicesOf(asked);
  }

  deleteSlice(slice: DeletionSlice): Promise<number> {
    return this.deleting.delete(slice);
  }

  /** Waits for what goes on behind the calls. */
  async settled(): Promise<void> {
    await Promise.all([this.bounded, this.heatPumpCopy?.settled()]);
  }

  /** What is stored stays stored when this fails: it is tried again with later messages. */
  private async keepBound(messages: number): Promise<void> {
    await this.bounded;
    try {
      await this.messageBound.written(messages, Date.now());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.warn({}, `The oldest original messages could not be deleted: ${reason}`);
    }
  }

  close(): void {
    this.heatPumpCopy?.close();
    for (const bucket of this.buckets) bucket.close();
  }
}

/** Predecessors' buckets are asked beside ours, which must not wait long for them. */
const limitsOfOthers = (limits: InfluxLimits): InfluxLimits => ({
  ...limits,
  requestMs: Math.min(limits.requestMs, limits.predecessorMs),
});

const batteryOf = ({ batteryBucket, limits }: InfluxHistorySettings): SeriesSource[] =>
  batteryBucket ? [new BatteryBucket(new InfluxBucket(batteryBucket, limitsOfOthers(limits)))] : [];

const heatPumpOf = (
  { heatPumpBucket, limits }: InfluxHistorySettings,
  own: OwnSeries,
): HeatPumpBucket | undefined =>
  heatPumpBucket &&
  new HeatPumpBucket(new InfluxBucket(heatPumpBucket, limitsOfOthers(limits)), heatPumpBucket, own);
