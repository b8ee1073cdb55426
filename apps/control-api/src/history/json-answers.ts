import { Injectable } from '@nestjs/common';
import { HistoryLimits } from './history-limits.js';
import { KnownSeries } from './known-series.js';
import { RawAnswer } from './raw-answer.js';
import { type Selection, seriesOf, type SeriesRouteQuery } from './selection.js';
import { type SeriesAnswer, WindowsAnswer } from './series-answer.js';
import { Turns } from './turns.js';

/** JSON answers to questions about series, so many at a time. */
@Injectable()
export class JsonAnswers {
  private readonly turns: Turns;

  constructor(
    private readonly windows: WindowsAnswer,
    private readonly raw: RawAnswer,
    private readonly known: KnownSeries,
    { limits }: HistoryLimits,
  ) {
    this.turns = new Turns(limits.HISTORY_ANSWERS, 'questions are answered (HISTORY_ANSWERS)');
  }

  /** Faults: `history.busy`, `request.invalid`, `device.unknown`, `series.unknown`, `request.deadline`. */
  answer(
    selection: Selection,
    { cursor, maxPoints }: Pick<SeriesRouteQuery, 'cursor' | 'maxPoints'>,
  ): Promise<SeriesAnswer> {
    return this.turns.during(async () => {
      const { step } = selection;
      if (step.kind === 'raw') return this.raw.answer(selection, { cursor, limit: maxPoints });
      const answer = await this.windows.answer(selection, seriesOf(selection), step);
      if (answer.series.length === 0) await this.known.existing(selection);
      return answer;
    });
  }
}
