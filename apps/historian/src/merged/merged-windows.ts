import type { MetricStatistics, RangeWindow, Reading } from '@kilowatch/contracts';
import {
  boundedMean,
  compareText,
  type Entries,
  type HistoryStore,
  type SeriesWindows,
  type StatisticsAsked,
  type WindowsAsked,
  type WindowsPage,
  windowStart,
} from '@kilowatch/history-store';
import { withReadings } from './add-readings.js';
import { nothingStored } from './latest-waiting.js';
import { pageOf } from './merged-page.js';
import { freshOf, freshWithoutStore, type Merging } from './merging.js';
import { selectionOf, type WaitingReading } from './overlay.js';
import { decodeMark } from './page-mark.js';
import { Shortcomings } from './shortcomings.js';
import { storeStretch, type StoreStretch } from './store-stretch.js';

const compareWindows = (a: RangeWindow, b: RangeWindow): number =>
  a.atMs - b.atMs || compareText(a.metric, b.metric) || compareText(a.index ?? '', b.index ?? '');

const windowKey = ({ atMs, metric, index = '' }: Pick<RangeWindow, 'atMs' | 'metric' | 'index'>): string =>
  `${atMs}\0${metric}\0${index}`;

/** Aggregates of the store and of what waits for it, each reading once. */
export class MergedWindows {
  constructor(private readonly merging: Merging) {}

  async windows(query: WindowsAsked): Promise<WindowsPage> {
    const mark = query.cursor === undefined ? undefined : decodeMark('windows', query.cursor);
    const rest = { ...query, fromMs: Math.max(query.fromMs, mark?.atMs ?? 0) };
    const waiting = this.merging.waiting(selectionOf(rest, rest.fromMs, rest.toMs));
    const asked = await this.merging.ask(waiting, async (store) => {
      const stretch = await stretchOf(store, rest, query.limit + (mark?.given ?? 0));
      return withTouched(store, stretch, waiting, rest);
    });
    const stretch = 'answer' in asked ? asked.answer : await withoutStore(waiting, rest);
    const { items, endMs } = stretch;
    const isMore = endMs !== undefined;
    const timeOf = ({ atMs }: RangeWindow): number => atMs;
    const page = pageOf({ kind: 'windows', items, timeOf, mark, limit: query.limit, isMore });
    const lack = new Shortcomings().away(asked).hidden(this.merging.overlay, rest.fromMs, endMs ?? rest.toMs);
    return { windows: page.items, ...(page.next !== undefined && { next: page.next }), ...lack.asMember };
  }

  async statistics(query: StatisticsAsked): Promise<Entries<MetricStatistics>> {
    const { device, metrics, fromMs, toMs } = query;
    const waiting = this.merging.waiting(selectionOf(query, fromMs, toMs));
    const whole = {
      series: metrics.map((metric) => ({ device, metric })),
      edgesMs: Float64Array.of(fromMs, toMs),
    };
    const asked = await this.merging.ask(waiting, async (store) => {
      if (waiting.length === 0) return store.statistics(query);
      const answer = await store.series(whole);
      return statisticsOf(await withReadings(store, answer, await freshOf(store, waiting), whole));
    });
    const lack = new Shortcomings().away(asked).hidden(this.merging.overlay, fromMs, toMs);
    if ('answer' in asked) return lack.in(asked.answer);
    const fresh = await freshWithoutStore(waiting);
    return lack.in(statisticsOf(await withReadings(nothingStored, [], fresh, whole)));
  }
}

function stretchOf(
  store: HistoryStore,
  query: WindowsAsked,
  wanted: number,
): Promise<StoreStretch<RangeWindow>> {
  const ask = async (cursor: string | undefined, limit: number) => {
    const { windows, next } = await store.windows({ ...query, cursor, limit });
    return { items: windows, next };
  };
  return storeStretch(ask, ({ atMs }) => atMs, wanted);
}

/** The windows in which a reading waits are made anew, of the store's sums and these readings. */
async function withTouched(
  store: HistoryStore,
  { items, endMs }: StoreStretch<RangeWindow>,
  waiting: readonly WaitingReading[],
  query: WindowsAsked,
): Promise<StoreStretch<RangeWindow>> {
  const inTime = waiting.filter(({ reading }) => reading.atMs < (endMs ?? Infinity));
  const fresh = await freshOf(store, inTime);
  const touched = await touchedWindows(store, fresh, query);
  return { items: replaced(items, touched), ...(endMs !== undefined && { endMs }) };
}

async function withoutStore(
  waiting: readonly WaitingReading[],
  query: WindowsAsked,
): Promise<StoreStretch<RangeWindow>> {
  return { items: await touchedWindows(nothingStored, await freshWithoutStore(waiting), query) };
}

async function touchedWindows(
  store: Pick<HistoryStore, 'points' | 'series'>,
  fresh: readonly Reading[],
  { device, metrics, stepMs, fromMs, toMs }: WindowsAsked,
): Promise<RangeWindow[]> {
  if (fresh.length === 0) return [];
  const starts = new Set(fresh.map(({ atMs }) => windowStart(atMs, stepMs)));
  const edges = [...starts].flatMap((start) => [Math.max(start, fromMs), Math.min(start + stepMs, toMs)]);
  const edgesMs = Float64Array.from(new Set(edges)).sort();
  const asked = { series: metrics.map((metric) => ({ device, metric })), edgesMs };
  const keys = new Set(
    fresh.map(({ atMs, metric, index }) => windowKey({ atMs: windowStart(atMs, stepMs), metric, index })),
  );
  const answer = await withReadings(store, await store.series(asked), fresh, asked);
  return answer
    .flatMap((entry) => windowsOf(entry, stepMs))
    .filter((window) => keys.has(windowKey(window)))
    .sort(compareWindows);
}

function windowsOf({ name, sums }: SeriesWindows, stepMs: number): RangeWindow[] {
  const windows: RangeWindow[] = [];
  for (let i = 0; i < sums.length; i += 1) {
    if (sums.count[i] === 0) continue;
    const { lastAtMs, ...values } = valuesOf({ name, sums }, i);
    windows.push({ ...values, atMs: windowStart(lastAtMs, stepMs) });
  }
  return windows;
}

const statisticsOf = (answer: readonly SeriesWindows[]): MetricStatistics[] =>
  answer.filter(({ sums }) => sums.count[0]! > 0).map((entry) => valuesOf(entry, 0));

function valuesOf({ name, sums }: Pick<SeriesWindows, 'name' | 'sums'>, i: number): MetricStatistics {
  const [count, min, max] = [sums.count[i]!, sums.min[i]!, sums.max[i]!];
  return {
    metric: name.metric,
    ...(name.index !== undefined && { index: name.index }),
    ...{ count, min, max, mean: boundedMean(sums.sum[i]! / count, min, max) },
    ...{ last: sums.last[i]!, lastAtMs: sums.lastAtMs[i]! },
  };
}

function replaced(stored: readonly RangeWindow[], touched: readonly RangeWindow[]): readonly RangeWindow[] {
  if (touched.length === 0) return stored;
  const keys = new Set(touched.map(windowKey));
  return [...stored.filter((window) => !keys.has(windowKey(window))), ...touched].sort(compareWindows);
}
