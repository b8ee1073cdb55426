import {
  Fault,
  type MessagesQuery,
  type MetricStatistics,
  type OriginalMessage,
  type RangeWindow,
  type Reading,
  type SeriesName,
} from '@kilowatch/contracts';
import { boundedMean, compareText, windowStart } from './aggregate.js';
import { badCursor, type CursorKind, decodeCursor, encodeCursor } from './cursor.js';
import { defaultHistoryLimits, type HistoryLimits } from './history-limits.js';
import {
  type AppendOutcome,
  type DeletionAsked,
  type Forgotten,
  type HistoryBatch,
  HistoryStore,
  type LatestAsked,
  type MessagesPage,
  type NewestMessagesAsked,
  type PointsAsked,
  type PointsPage,
  type SeriesAsked,
  type SeriesWindows,
  type StatisticsAsked,
  type StoreFacts,
  type WindowsAsked,
  type WindowsPage,
} from './history-store.js';
import { compareSeries, MemoryPoints } from './memory-points.js';
import { isAskedMessage, newestFirst, newestPage, newestPosition } from './newest-messages.js';
import { isCounted } from './qualities.js';
import { isAsked, sumReadings } from './sum-readings.js';

const comparePoints = (a: Reading, b: Reading): number =>
  a.atMs - b.atMs || compareSeries(a, b) || a.ordinal - b.ordinal;

/** Groups that keep the order of their first element. */
const groupsOf = <T>(items: readonly T[], key: (item: T) => string): T[][] => [
  ...Map.groupBy(items, key).values(),
];

const aggregated = (readings: readonly Reading[]) => {
  const values = readings.map(({ value }) => value);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const { metric, index, value, atMs } = readings.at(-1) as Reading;
  return {
    metric,
    ...(index !== undefined && { index }),
    count: values.length,
    min,
    max,
    mean: boundedMean(mean, min, max),
    last: value,
    lastAtMs: atMs,
  };
};

const isOf =
  ({ device, metrics }: DeletionAsked) =>
  (series: SeriesName): boolean =>
    series.device === device && metrics.includes(series.metric);

const isWithin =
  ({ fromMs, toMs }: DeletionAsked) =>
  ({ atMs }: Reading): boolean =>
    atMs >= fromMs && atMs < toMs;

/** A history without a file, for tests of services and for benchmarks: it forgets everything when the process ends. */
export class MemoryHistoryStore extends HistoryStore {
  private readonly readings = new MemoryPoints();
  private originals: OriginalMessage[] = []; // ascending by (receivedAtMs, arrival)
  private readonly batches = new Map<string, Set<string>>();
  private readonly limits: HistoryLimits;
  private isClosed = false;

  constructor(limits: Partial<HistoryLimits> = {}) {
    super();
    this.limits = { ...defaultHistoryLimits, ...limits };
  }

  async append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    this.assertOpen();
    return batches.map((batch) => this.appendOne(batch));
  }

  async latest({ devices, metrics, notAfterMs = Infinity }: LatestAsked): Promise<readonly Reading[]> {
    this.assertOpen();
    return this.readings
      .series((r) => (devices?.includes(r.device) ?? true) && (metrics?.includes(r.metric) ?? true))
      .map((series) => (series.findLast(({ atMs }) => atMs <= notAfterMs) ?? series.at(-1)) as Reading);
  }

  async points(query: PointsAsked): Promise<PointsPage> {
    const page = this.page('points', this.within(query), query);
    return {
      points: page.items.map(({ metric, index, atMs, value, quality }) => ({
        metric,
        ...(index !== undefined && { index }),
        atMs,
        value,
        ...(quality && { quality }),
      })),
      ...page.next,
    };
  }

  async windows(query: WindowsAsked): Promise<WindowsPage> {
    const start = ({ atMs }: Reading): number => windowStart(atMs, query.stepMs);
    const windows = groupsOf(this.within(query).filter(isCounted), (r) =>
      JSON.stringify([start(r), r.metric, r.index]),
    )
      .map((window): RangeWindow => {
        const { lastAtMs, ...rest } = aggregated(window);
        return { ...rest, atMs: windowStart(lastAtMs, query.stepMs) };
      })
      .sort(
        (a, b) =>
          a.atMs - b.atMs || compareText(a.metric, b.metric) || compareText(a.index ?? '', b.index ?? ''),
      );
    const page = this.page('windows', windows, query);
    return { windows: page.items, ...page.next };
  }

  async series({ series, edgesMs, isTimeWeighted }: SeriesAsked): Promise<readonly SeriesWindows[]> {
    this.assertOpen();
    return this.readings
      .series(isAsked(series))
      .map((readings) =>
        sumReadings(readings, edgesMs, isTimeWeighted === undefined ? {} : { isTimeWeighted }),
      );
  }

  async facts(): Promise<StoreFacts> {
    this.assertOpen();
    const oldest = this.readings.series(() => true).flatMap(([first]) => first?.atMs ?? []);
    return { kind: 'memory', ...(oldest.length > 0 && { oldestAtMs: Math.min(...oldest) }) };
  }

  async statistics(query: StatisticsAsked): Promise<readonly MetricStatistics[]> {
    const counted = this.within(query).filter(isCounted).sort(compareSeries);
    return groupsOf(counted, (r) => JSON.stringify([r.metric, r.index])).map((series) =>
      aggregated(series.sort(comparePoints)),
    );
  }

  async messages(query: MessagesQuery): Promise<MessagesPage> {
    this.assertOpen();
    const wanted = this.originals.filter(
      (m) => m.device === query.device && m.receivedAtMs >= query.fromMs && m.receivedAtMs < query.toMs,
    );
    let bytes = 0;
    const fits = (m: OriginalMessage): boolean => (bytes += m.body.length) <= this.limits.messagePageBytes;
    const page = this.page('messages', wanted, query, fits);
    return { messages: page.items, ...page.next };
  }

  async newestMessages(query: NewestMessagesAsked): Promise<MessagesPage> {
    this.assertOpen();
    const start = newestPosition(query);
    if (start === 'bad') throw new Fault('request.invalid', badCursor);
    const found = this.originals.filter(isAskedMessage(query, start)).sort(newestFirst);
    return newestPage(found, start, { limit: query.limit, pageBytes: this.limits.messagePageBytes });
  }

  async forget(device: string): Promise<Forgotten> {
    this.assertOpen();
    const points = this.readings.delete(
      (r) => r.device === device,
      () => true,
    );
    const kept = this.originals.filter((m) => m.device !== device);
    const messages = this.originals.length - kept.length;
    this.originals = kept;
    return { points, messages };
  }

  async deletePoints(asked: DeletionAsked): Promise<number> {
    this.assertOpen();
    return this.readings.delete(isOf(asked), isWithin(asked));
  }

  async backup(): Promise<number> {
    throw new Fault('history.refused', 'A history in memory has no backup');
  }

  problem(): string | undefined {
    return this.isClosed ? 'The history store is closed' : undefined;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private appendOne(batch: HistoryBatch): AppendOutcome {
    if (batch.id && !this.isFirst(batch.id)) return { storedPoints: 0, storedMessages: 0, isRepeated: true };
    const storedPoints = batch.readings.filter((r) => this.readings.add(r, batch)).length;
    this.originals = [...this.originals, ...batch.messages]
      .slice(-this.limits.messageRows)
      .sort((a, b) => a.receivedAtMs - b.receivedAtMs || a.arrival - b.arrival);
    return { storedPoints, storedMessages: batch.messages.length, isRepeated: false };
  }

  private isFirst({ source, batch }: NonNullable<HistoryBatch['id']>): boolean {
    const known = this.batches.get(source) ?? new Set();
    if (known.has(batch)) return false;
    this.batches.set(source, known.add(batch));
    if (known.size > this.limits.batchesPerSource) known.delete(known.values().next().value as string);
    return true;
  }

  private within(query: DeletionAsked): Reading[] {
    this.assertOpen();
    return this.readings
      .series(isOf(query))
      .flatMap((series) => series.filter(isWithin(query)))
      .sort(comparePoints);
  }

  private page<T>(
    kind: CursorKind,
    all: readonly T[],
    { cursor, limit }: { cursor?: string | undefined; limit: number },
    fits: (item: T) => boolean = () => true,
  ): { items: T[]; next: { next?: string } } {
    const start = cursor === undefined ? 0 : (decodeCursor(kind, cursor)?.[0] ?? Infinity);
    if (start > all.length) throw new Fault('request.invalid', badCursor);
    const items: T[] = [];
    for (const item of all.slice(start, start + limit)) {
      if (!fits(item) && items.length > 0) break;
      items.push(item);
    }
    const end = start + items.length;
    return { items, next: end < all.length ? { next: encodeCursor(kind, [end, 0, 0]) } : {} };
  }

  private assertOpen(): void {
    if (this.isClosed) throw new Fault('history.unavailable', 'The history store is closed');
  }
}
