import type { MessagesQuery, OriginalMessage, Reading } from '@kilowatch/contracts';
import {
  compareText,
  type Entries,
  holdMs,
  isAsked,
  type LatestAsked,
  type MessagesPage,
  type PointsAsked,
  type PointsPage,
  type SeriesAsked,
  type SeriesWindows,
} from '@kilowatch/history-store';
import { withReadings, withSeries } from './add-readings.js';
import { freshReadings, type StoredPoint } from './fresh-readings.js';
import { pageOf } from './merged-page.js';
import { messageKey } from './message-key.js';
import { freshOf, freshWithoutStore, type Merging } from './merging.js';
import { nothingStored, withWaiting } from './latest-waiting.js';
import { selectionOf, type WaitingReading } from './overlay.js';
import { decodeMark } from './page-mark.js';
import { Shortcomings } from './shortcomings.js';
import { storeStretch, type StoreStretch } from './store-stretch.js';

const comparePoints = (a: StoredPoint, b: StoredPoint): number =>
  a.atMs - b.atMs ||
  compareText(a.metric, b.metric) ||
  compareText(a.index ?? '', b.index ?? '') ||
  (a.ordinal ?? -1) - (b.ordinal ?? -1); // told where it matters

/** Answers out of the store and what waits for it, each reading once. */
export class MergedHistory {
  constructor(
    private readonly merging: Merging,
    private readonly messagePageBytes: number,
  ) {}

  async latest(query: LatestAsked): Promise<Entries<Reading>> {
    const waiting = this.merging.overlay.latest(query); // first: what is stored meanwhile is in both
    const asked = await this.merging.reader.ask(async (store) => {
      const stored = await store.latest(query);
      return waiting.length === 0 ? stored : withWaiting(store, stored, waiting, query.notAfterMs);
    });
    const lack = new Shortcomings().away(asked).unseen(this.merging.overlay);
    if ('answer' in asked) return lack.in(asked.answer);
    return lack.in(await withWaiting(nothingStored, [], waiting, query.notAfterMs));
  }

  async points(query: PointsAsked): Promise<PointsPage> {
    const mark = query.cursor === undefined ? undefined : decodeMark('points', query.cursor);
    const fromMs = Math.max(query.fromMs, mark?.atMs ?? 0);
    const waiting = this.merging.waiting(selectionOf(query, fromMs, query.toMs));
    const asked = await this.merging.ask(waiting, async (store) => {
      const wanted = query.limit + (mark?.given ?? 0);
      const ask = async (cursor: string | undefined, limit: number) => {
        const { points, next } = await store.points({ ...query, fromMs, cursor, limit });
        return { items: points.map((point): StoredPoint => ({ device: query.device, ...point })), next };
      };
      const stretch = await storeStretch(ask, ({ atMs }) => atMs, wanted);
      return { ...stretch, fresh: await freshReadings(store, upTo(waiting, stretch), stretch.items) };
    });
    const stretch = 'answer' in asked ? asked.answer : { items: [], fresh: await freshWithoutStore(waiting) };
    const items = merged(stretch.items, stretch.fresh);
    const timeOf = ({ atMs }: StoredPoint): number => atMs;
    const isMore = stretch.endMs !== undefined;
    const page = pageOf({ kind: 'points', items, timeOf, mark, limit: query.limit, isMore });
    const lack = new Shortcomings()
      .away(asked)
      .hidden(this.merging.overlay, fromMs, stretch.endMs ?? query.toMs);
    const points = page.items.map(({ metric, index, atMs, value, quality }) => ({
      metric,
      ...(index !== undefined && { index }),
      ...{ atMs, value },
      ...(quality && { quality }),
    }));
    return { points, ...(page.next !== undefined && { next: page.next }), ...lack.asMember };
  }

  async series(query: SeriesAsked): Promise<Entries<SeriesWindows>> {
    const fromMs = (query.edgesMs[0] ?? 0) - (query.isTimeWeighted ? holdMs : 0);
    const toMs = query.edgesMs.at(-1) ?? 0;
    const isMeant = isAsked(query.series);
    const waiting = this.merging.waiting({ isAsked: isMeant, fromMs, toMs });
    const names = this.merging.overlay.series(isMeant);
    const asked = await this.merging.ask(waiting, async (store) => {
      const answer = await store.series(query);
      return withReadings(store, withSeries(answer, names, query), await freshOf(store, waiting), query);
    });
    const lack = new Shortcomings().away(asked).hidden(this.merging.overlay, fromMs, toMs);
    if ('answer' in asked) return lack.in(asked.answer);
    return lack.in(
      await withReadings(
        nothingStored,
        withSeries([], names, query),
        await freshWithoutStore(waiting),
        query,
      ),
    );
  }

  async messages(query: MessagesQuery): Promise<MessagesPage> {
    const mark = query.cursor === undefined ? undefined : decodeMark('messages', query.cursor);
    const fromMs = Math.max(query.fromMs, mark?.atMs ?? 0);
    const waiting = this.merging.overlay.messages({ ...query, fromMs });
    const timeOf = ({ receivedAtMs }: OriginalMessage): number => receivedAtMs;
    const asked = await this.merging.reader.ask((store) => {
      const ask = async (cursor: string | undefined, limit: number) => {
        const { messages, next } = await store.messages({ ...query, fromMs, cursor, limit });
        return { items: messages, next };
      };
      const given = mark?.given ?? 0;
      const isEnough = (items: readonly OriginalMessage[]): boolean =>
        items.length > given && bytesOf(items.slice(given)) > this.messagePageBytes;
      return storeStretch(ask, timeOf, query.limit + given, isEnough);
    });
    const stretch: StoreStretch<OriginalMessage> = 'answer' in asked ? asked.answer : { items: [] };
    const items = mergedMessages(stretch, waiting);
    let bytes = 0;
    const fits = ({ body }: OriginalMessage): boolean => (bytes += body.length) <= this.messagePageBytes;
    const isMore = stretch.endMs !== undefined;
    const page = pageOf({ kind: 'messages', items, timeOf, mark, limit: query.limit, isMore, fits });
    const lack = new Shortcomings()
      .away(asked)
      .hidden(this.merging.overlay, fromMs, stretch.endMs ?? query.toMs);
    return { messages: page.items, ...(page.next !== undefined && { next: page.next }), ...lack.asMember };
  }
}

const upTo = (waiting: readonly WaitingReading[], { endMs = Infinity }: { endMs?: number }) =>
  waiting.filter(({ reading }) => reading.atMs < endMs);

const bytesOf = (messages: readonly OriginalMessage[]): number =>
  messages.reduce((sum, { body }) => sum + body.length, 0);

const merged = (stored: readonly StoredPoint[], fresh: readonly StoredPoint[]): readonly StoredPoint[] =>
  fresh.length === 0 ? stored : [...stored, ...fresh].sort(comparePoints);

function mergedMessages(
  { items, endMs = Infinity }: StoreStretch<OriginalMessage>,
  waiting: readonly OriginalMessage[],
): OriginalMessage[] {
  const known = new Set(waiting.length === 0 ? [] : items.map(messageKey));
  const fresh = waiting.filter((one) => one.receivedAtMs < endMs && !known.has(messageKey(one)));
  if (fresh.length === 0) return [...items];
  return [...items, ...fresh].sort((a, b) => a.receivedAtMs - b.receivedAtMs || a.arrival - b.arrival);
}
