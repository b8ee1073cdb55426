import {
  Fault,
  historySeries,
  maxQueriedWindows,
  type ReplyOf,
  type SeriesQuery,
} from '@kilowatch/contracts';
import { calendarEdges } from '@kilowatch/domain';
import { HistoryStore } from '@kilowatch/history-store';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AnswerTurns } from './answer-turns.js';
import { HistorianSettings } from './historian-settings.js';
import { partialOf } from './history-questions.js';
import { RetiredDevices } from './retired-devices.js';
import { columnsOf } from './window-columns.js';

const { OnRequest } = handlersOf('historian');

/** Answers what charts ask: several series between the same edges. */
@Controller()
export class SeriesQuestions {
  constructor(
    private readonly store: HistoryStore,
    private readonly retired: RetiredDevices,
    private readonly turns: AnswerTurns,
    private readonly settings: HistorianSettings,
  ) {}

  @OnRequest(historySeries)
  async series(@Payload() query: SeriesQuery): Promise<ReplyOf<typeof historySeries>> {
    const starts = startsOf(query);
    const series = [...this.retired.without(query.series)];
    if (series.length === 0 || starts.length < 2) return { series: [] };
    assertBounded(series.length * (starts.length - 1));
    const edgesMs = starts.map((atMs) => Math.min(query.toMs, Math.max(query.fromMs, atMs)));
    const isTimeWeighted = query.aggregates.includes('timeWeightedMean');
    const answer = await this.turns.take(query.after, () =>
      this.store.series({ series, edgesMs, isTimeWeighted }),
    );
    const windows = answer.map((entry) => columnsOf(entry, starts, query.aggregates));
    this.assertFits(
      windows.reduce((sum, { atMs }) => sum + atMs.length, 0),
      query.aggregates.length,
    );
    return { series: windows, ...partialOf(answer) };
  }

  private assertFits(windows: number, columns: number): void {
    const most = this.settings.config.HISTORY_SERIES_NUMBERS;
    const numbers = windows * (columns + 1);
    if (numbers <= most) return;
    throw new Fault(
      'request.too-large',
      `The answer has ${numbers} numbers; one reply holds ${most}: ask for fewer series or longer steps`,
    );
  }
}

/** Starts of the windows that cover the range, and the end of the last one. Fault: `request.invalid`. */
function startsOf({ fromMs, toMs, stepMs, calendar }: SeriesQuery): Float64Array {
  if ((stepMs === undefined) === (calendar === undefined))
    throw new Fault('request.invalid', 'Say exactly one of stepMs and calendar');
  if (fromMs >= toMs) throw new Fault('request.invalid', 'fromMs must be before toMs');
  return calendar ? calendarEdges(fromMs, toMs, calendar) : steps(fromMs, toMs, stepMs!);
}

function steps(fromMs: number, toMs: number, stepMs: number): Float64Array {
  const first = Math.floor(fromMs / stepMs);
  const windows = Math.ceil(toMs / stepMs) - first;
  assertBounded(windows);
  return Float64Array.from({ length: windows + 1 }, (_, i) => (first + i) * stepMs);
}

function assertBounded(windows: number): void {
  if (windows <= maxQueriedWindows) return;
  throw new Fault(
    'request.invalid',
    `These are ${windows} windows, at most ${maxQueriedWindows} can be asked for: a longer step, a shorter range or fewer series`,
  );
}
