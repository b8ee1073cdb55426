import { chartQuantities, chartStates, graphSeriesOf } from '@kilowatch/compat';
import type { PumpCharts, PumpFigures } from '@kilowatch/contracts';
import { graphStepMs } from '@kilowatch/domain';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { HistoryLimits } from '../history/history-limits.js';
import { type SeriesReply, SeriesReader } from '../history/series-reader.js';
import { Turns } from '../history/turns.js';
import type { Span } from '../query-span.js';
import { chartsOf, figuresOf } from './chart-parts.js';

export interface HeatPumpChartsAnswer {
  readonly stepMs: number;
  readonly charts: PumpCharts;
  readonly figures: PumpFigures;
  /** Why something may be missing; undefined: nothing is. */
  readonly partial: string | undefined;
}

/** The seven charts of any heat pump over any range. */
@Injectable()
export class HeatPumpCharts {
  private readonly turns: Turns;

  constructor(
    private readonly reader: SeriesReader,
    private readonly clock: Clock,
    { limits }: HistoryLimits,
  ) {
    this.turns = new Turns(limits.HISTORY_ANSWERS, 'charts of heat pumps are made (HISTORY_ANSWERS)');
  }

  /** Faults: `history.busy`, `history.unavailable`, … */
  of(device: string, span: Span): Promise<HeatPumpChartsAnswer> {
    const stepMs = graphStepMs(span.toMs - span.fromMs);
    return this.turns.during(async () => {
      const replies = await this.windows(device, span, stepMs);
      const nowMs = Math.min(span.toMs, this.clock.now());
      const said = graphSeriesOf(
        replies.flatMap(({ series }) => series),
        { stepMs, nowMs },
      );
      const partial = replies.find((reply) => reply.partial !== undefined)?.partial;
      return { stepMs, charts: chartsOf(said, stepMs), figures: figuresOf(said, stepMs), partial };
    });
  }

  private windows(device: string, span: Span, stepMs: number): Promise<SeriesReply[]> {
    const asked = [
      { metrics: chartQuantities, aggregates: ['mean', 'min', 'max'] as const },
      { metrics: chartStates, aggregates: ['last', 'min', 'max'] as const },
    ];
    return Promise.all(
      asked.map(({ metrics, aggregates }) =>
        this.reader.all(
          { span, aggregates, after: [] },
          metrics.map((metric) => ({ device, metric })),
          { kind: 'even', text: `${stepMs}ms`, stepMs },
        ),
      ),
    );
  }
}
