import {
  Fault,
  historyBackup,
  historyDelete,
  historyForget,
  historyImport,
  historyLatest,
  historyNewestMessages,
  historyRange,
  historySeries,
  historyStatistics,
  historyWrite,
  type LatestQuery,
  type NewestMessagesQuery,
  type PointColumns,
  type RangeQuery,
  type Reading,
  type SeriesQuery,
  type WindowColumns,
} from '@kilowatch/contracts';
import { calendarEdges } from '@kilowatch/domain';
import type { MemoryHistoryStore, SeriesWindows } from '@kilowatch/history-store';
import { answering, standIn } from '@kilowatch/testing';

/** What the historian was asked, in order. */
export interface HistorianAsked {
  readonly queries: (LatestQuery | RangeQuery)[];
  readonly series: SeriesQuery[];
  readonly originals: NewestMessagesQuery[];
  readonly blocks: PointColumns[];
  readonly deletions: object[];
}

export interface HistorianBehaviour {
  /** Words that every answer is partial by. */
  partial?: string | undefined;
  /** More windows than this are refused, as the historian does when its answer would not fit into a message. */
  mostWindows?: number | undefined;
  /** Called before a block is taken; may throw. */
  beforeImport?: ((block: PointColumns) => void | Promise<void>) | undefined;
  /** Imported points are accepted and not kept: a memory is slow with many. */
  isForgetful?: boolean;
  /** Called before originals are given; may throw. */
  beforeOriginals?: ((query: NewestMessagesQuery) => void) | undefined;
  /** Points, or originals, of a page. */
  page?: number | undefined;
}

const edgesOf = ({ fromMs, toMs, stepMs, calendar }: SeriesQuery): Float64Array => {
  if (calendar) return calendarEdges(fromMs, toMs, calendar);
  const [step, first] = [stepMs!, Math.floor(fromMs / stepMs!)];
  return Float64Array.from({ length: Math.ceil(toMs / step) - first + 1 }, (_, i) => (first + i) * step);
};

function columnsOf(
  { name, sums, level }: SeriesWindows,
  edges: Float64Array,
  { aggregates }: SeriesQuery,
): WindowColumns {
  const filled = [...sums.count.keys()].filter((i) => sums.count[i]! > 0);
  const value = {
    mean: (i: number) => sums.sum[i]! / sums.count[i]!,
    timeWeightedMean: (i: number) => (sums.weightMs[i] ? sums.weighted[i]! / sums.weightMs[i] : null),
    ...Object.fromEntries(
      (['min', 'max', 'last', 'sum', 'count'] as const).map((key) => [key, (i: number) => sums[key][i]!]),
    ),
  } as Record<string, (i: number) => number | null>;
  const columns = aggregates.map((aggregate) => [aggregate, filled.map((i) => value[aggregate]!(i))]);
  return { ...name, atMs: filled.map((i) => edges[i]!), ...(Object.fromEntries(columns) as object), level };
}

const readingsOf = ({ series, of, atMs, value, ordinal, quality }: PointColumns): Reading[] =>
  of.map((slot, i) => ({
    ...series[slot]!,
    atMs: atMs[i]!,
    receivedAtMs: atMs[i]!,
    value: value[i]!,
    ordinal: ordinal?.[i] ?? 0,
    ...(quality?.[i] && { quality: quality[i] }),
  }));

/** The historian's answers, from memory. */
export function memoryHistorian(
  store: MemoryHistoryStore,
  asked: HistorianAsked,
  behaviour: HistorianBehaviour,
) {
  const partial = () => (behaviour.partial === undefined ? {} : { partial: behaviour.partial });
  return standIn(
    'historian',
    answering(historyWrite, async ({ readings }) => {
      await store.append([{ readings, messages: [], ordinals: 'next' }]);
      return { accepted: readings.length };
    }),
    answering(historyLatest, async (query) => {
      asked.queries.push(query);
      return { readings: [...(await store.latest(query))], ...partial() };
    }),
    answering(historyRange, async (query) => {
      asked.queries.push(query);
      const { stepMs } = query;
      const limited = { ...query, limit: Math.min(query.limit, behaviour.page ?? query.limit) };
      const found =
        stepMs === undefined ? await store.points(limited) : await store.windows({ ...limited, stepMs });
      return { points: [], windows: [], ...(JSON.parse(JSON.stringify(found)) as object), ...partial() };
    }),
    answering(historySeries, async (query) => {
      asked.series.push(query);
      const edges = edgesOf(query);
      if ((edges.length - 1) * query.series.length > (behaviour.mostWindows ?? Infinity))
        throw new Fault('request.too-large', 'This answer would not fit into a message');
      const inside = edges.map((edgeMs) => Math.min(Math.max(edgeMs, query.fromMs), query.toMs));
      const found = await store.series({ series: query.series, edgesMs: inside, isTimeWeighted: true });
      return { series: found.map((windows) => columnsOf(windows, edges, query)), ...partial() };
    }),
    answering(historyNewestMessages, async (query) => {
      asked.originals.push(query);
      behaviour.beforeOriginals?.(query);
      const limit = Math.min(query.limit, behaviour.page ?? query.limit);
      const { messages, ...rest } = await store.newestMessages({ ...query, limit });
      return { messages: [...messages], ...rest, ...partial() };
    }),
    answering(historyStatistics, async (query) => ({ statistics: [...(await store.statistics(query))] })),
    answering(historyImport, async (block) => {
      await behaviour.beforeImport?.(block);
      asked.blocks.push(block);
      const readings = readingsOf(block);
      const kept = behaviour.isForgetful ? [] : readings.filter(({ value }) => value !== 666);
      await store.append([{ readings: kept, messages: [] }]);
      const refused = [...readings.entries()].filter(([, { value }]) => value === 666);
      return {
        accepted: readings.length - refused.length,
        refused: refused.map(([position]) => ({ position, reason: 'refused by the historian' })),
      };
    }),
    answering(historyBackup, async () => ({ file: '/data/backup/history.sqlite', bytes: 4_096 })),
    answering(historyDelete, async (query) => {
      asked.deletions.push(query);
      return { points: await store.deletePoints(query) };
    }),
    answering(historyForget, async ({ device }) => {
      if (!device.includes(':demo')) throw new Fault('device.not-demo', `${device} is no demo device`);
      return store.forget(device);
    }),
  );
}
