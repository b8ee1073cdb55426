import {
  Fault,
  historyLevel,
  historySeries,
  type ReplyOf,
  type SeriesName,
  type WindowColumns,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { HistoryLimits } from './history-limits.js';
import { inTurns } from './in-turns.js';
import type { Selection } from './selection.js';
import { bodyOf, halvesOf, piecesOf, type SeriesQuestion, windowsAtOnce } from './series-question.js';
import { windowsOf, type WindowStep } from './step.js';

export type SeriesReply = ReplyOf<typeof historySeries>;

/** What of a selection the reader looks at. */
export type Asked = Pick<Selection, 'span' | 'aggregates' | 'after'>;

/** Asks the historian for windows of series, in questions whose answers fit into messages. */
@Injectable()
export class SeriesReader {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly settings: HistoryLimits,
  ) {}

  /** All windows of the series, whole in memory: for as many as a JSON answer may have. Fault: `request.deadline`. */
  async all(selection: Asked, series: readonly SeriesName[], step: WindowStep): Promise<SeriesReply> {
    const { HISTORY_QUESTIONS_AT_ONCE, HISTORY_ANSWER_MS } = this.settings.limits;
    const lateAt = performance.now() + HISTORY_ANSWER_MS;
    const replies = await inTurns(
      questionsOf(selection, series, step),
      HISTORY_QUESTIONS_AT_ONCE,
      (question) => {
        if (performance.now() > lateAt) throw tooLong(HISTORY_ANSWER_MS);
        return this.ask(question, selection);
      },
    );
    return together(replies);
  }

  /** The windows of one question; where the answer would not fit into a message, in several steps. */
  async ask(question: SeriesQuestion, { after }: Pick<Asked, 'after'>): Promise<SeriesReply> {
    try {
      return await this.messaging.request(historySeries, {}, { ...bodyOf(question), after: [...after] });
    } catch (error) {
      const halves =
        error instanceof Fault && error.code === 'request.too-large' ? halvesOf(question) : undefined;
      if (!halves) throw error;
      const [first, second] = halves;
      return together([await this.ask(first, { after }), await this.ask(second, { after })]);
    }
  }
}

const tooLong = (ms: number): Fault =>
  new Fault(
    'request.deadline',
    `The answer took longer than ${ms} ms: ask for a coarser step, fewer series or a shorter range, or for format=csv`,
  );

function questionsOf(
  { span, aggregates }: Asked,
  series: readonly SeriesName[],
  step: WindowStep,
): SeriesQuestion[] {
  const windows = windowsAtOnce(aggregates);
  const together = Math.max(1, Math.floor(windows / (windowsOf(span, step) + 1)));
  return [...piecesOf(span, step, windows)].flatMap((piece) =>
    Array.from({ length: Math.ceil(series.length / together) }, (_, i) => ({
      series: series.slice(i * together, (i + 1) * together),
      span: piece,
      step,
      aggregates,
    })),
  );
}

/** Puts parts together that came in the order of their times. */
function together(replies: readonly SeriesReply[]): SeriesReply {
  const partial = replies.find((reply) => reply.partial !== undefined)?.partial;
  const parts = Map.groupBy(
    replies.flatMap(({ series }) => series),
    ({ device, metric, index }) => JSON.stringify([device, metric, index]),
  );
  return { series: [...parts.values()].map(joined), ...(partial !== undefined && { partial }) };
}

const columns = ['atMs', 'count', 'mean', 'min', 'max', 'last', 'sum', 'timeWeightedMean'] as const;

function joined(parts: readonly WindowColumns[]): WindowColumns {
  if (parts.length === 1) return parts[0]!;
  const whole = { ...parts[0]!, level: coarsest(parts) };
  for (const column of columns)
    if (whole[column])
      Object.assign(whole, {
        [column]: parts.flatMap((part): readonly (number | null)[] => part[column] ?? []),
      });
  return whole;
}

const coarsest = (parts: readonly WindowColumns[]): WindowColumns['level'] => {
  const levels = historyLevel.options;
  return levels[Math.max(...parts.map(({ level }) => levels.indexOf(level)))]!;
};
