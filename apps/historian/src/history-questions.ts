import {
  Fault,
  historyLatest,
  historyMessages,
  historyNewestMessages,
  historyRange,
  historyStatistics,
  type LatestQuery,
  type MessagesQuery,
  type NewestMessagesQuery,
  type RangeQuery,
  type ReadingMark,
  type ReplyOf,
  type StatisticsQuery,
} from '@kilowatch/contracts';
import { HistoryStore, type MaybePartial, type MessagesPage } from '@kilowatch/history-store';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AnswerTurns } from './answer-turns.js';
import { HistorianSettings } from './historian-settings.js';
import { RetiredDevices } from './retired-devices.js';

const { OnRequest } = handlersOf('historian');

/** Clocks of a site that are set agree within it. */
const clocksApartMs = 1_000;

/** Answers questions about history. */
@Controller()
export class HistoryQuestions {
  constructor(
    private readonly store: HistoryStore,
    private readonly retired: RetiredDevices,
    private readonly turns: AnswerTurns,
    private readonly settings: HistorianSettings,
  ) {}

  @OnRequest(historyLatest)
  async latest(@Payload() { after, ...query }: LatestQuery): Promise<ReplyOf<typeof historyLatest>> {
    const notAfterMs = this.presentMs(after);
    const latest = await this.turns.takeCaughtUp(after, () => this.store.latest({ ...query, notAfterMs }));
    const readings = this.retired.without(latest);
    const most = this.settings.config.HISTORY_LATEST_READINGS;
    if (readings.length <= most) return { readings: [...readings], ...partialOf(latest) };
    throw new Fault(
      'request.too-large',
      `There are ${readings.length} latest readings; one reply holds ${most}: name fewer devices or metrics`,
    );
  }

  // A value from the future, be it that a clock was set back since, would hide every newer one until its time comes.
  private presentMs(marks: readonly ReadingMark[] = []): number {
    return Math.max(this.settings.now() + clocksApartMs, ...marks.map(({ atMs }) => atMs));
  }

  @OnRequest(historyRange)
  async range(@Payload() { after, stepMs, ...query }: RangeQuery): Promise<ReplyOf<typeof historyRange>> {
    if (this.retired.has(query.device)) return { points: [], windows: [] };
    const { HISTORY_PAGE_POINTS, HISTORY_PAGE_WINDOWS } = this.settings.config;
    return this.turns.take(after, async () => {
      if (stepMs === undefined) {
        const limit = Math.min(query.limit, HISTORY_PAGE_POINTS);
        const { points, ...rest } = await this.store.points({ ...query, limit });
        return { points: [...points], windows: [], ...rest };
      }
      const limit = Math.min(query.limit, HISTORY_PAGE_WINDOWS);
      const { windows, ...rest } = await this.store.windows({ ...query, limit, stepMs });
      return { points: [], windows: [...windows], ...rest };
    });
  }

  @OnRequest(historyStatistics)
  async statistics(
    @Payload() { after, ...query }: StatisticsQuery,
  ): Promise<ReplyOf<typeof historyStatistics>> {
    if (this.retired.has(query.device)) return { statistics: [] };
    const statistics = await this.turns.take(after, () => this.store.statistics(query));
    return { statistics: [...statistics], ...partialOf(statistics) };
  }

  @OnRequest(historyMessages)
  async messages(@Payload() query: MessagesQuery): Promise<ReplyOf<typeof historyMessages>> {
    if (this.retired.has(query.device)) return { messages: [] };
    const { messages, ...rest } = await this.page(query, () => this.store.messages(query));
    return { messages: [...messages], ...rest };
  }

  @OnRequest(historyNewestMessages)
  async newestMessages(
    @Payload() query: NewestMessagesQuery,
  ): Promise<ReplyOf<typeof historyNewestMessages>> {
    const { messages, ...rest } = await this.page(query, () => this.store.newestMessages(query));
    return { messages: [...this.retired.without(messages)], ...rest };
  }

  /** Only the first page is for who wants to see what came a moment ago. */
  private page({ cursor }: { cursor?: string | undefined }, answer: () => Promise<MessagesPage>) {
    return cursor === undefined ? this.turns.takeCaughtUp([], answer) : this.turns.take([], answer);
  }
}

/** As a member of a reply. */
export const partialOf = ({ partial }: MaybePartial): MaybePartial =>
  partial === undefined ? {} : { partial };
