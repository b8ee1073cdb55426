import { type ChartMetric, chartQuantities, chartStates, graphSeriesOf } from '@kilowatch/compat';
import type { Aggregate, PumpCharts, PumpFigures } from '@kilowatch/contracts';
import { graphStepMs, reckonedStepMs } from '@kilowatch/domain';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { HistoryLimits } from '../history/history-limits.js';
import { type SeriesReply, SeriesReader } from '../history/series-reader.js';
import { Turns } from '../history/turns.js';
import type { Span } from '../query-span.js';
import { MeasuredSeriesReader } from './measured-series.js';
import { chartsOf, figuresOf, type Said } from './chart-parts.js';

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
    private readonly measured: MeasuredSeriesReader,
    { limits }: HistoryLimits,
  ) {
    this.turns = new Turns(limits.HISTORY_ANSWERS, 'charts of heat pumps are made (HISTORY_ANSWERS)');
  }

  /** Faults: `history.busy`, `history.unavailable`, … */
  of(device: string, span: Span): Promise<HeatPumpChartsAnswer> {
    const [shownMs, reckonedMs] = [graphStepMs, reckonedStepMs].map((of) => of(span.toMs - span.fromMs));
    return this.turns.during(async () => {
      const shown = await this.said(device, span, { stepMs: shownMs!, ...everything });
      const reckoned =
        reckonedMs === shownMs
          ? shown
          : await this.said(device, span, { stepMs: reckonedMs!, ...whatIsReckoned });
      return {
        stepMs: shownMs!,
        charts: chartsOf(
          shown,
          reckoned,
          await this.measured.of(device, span, reckonedMs!, this.endMs(span)),
        ),
        figures: figuresOf(shown, reckoned),
        partial: shown.partial ?? reckoned.partial,
      };
    });
  }

  private endMs({ toMs }: Span): number {
    return Math.min(toMs, this.clock.now());
  }

  private async said(device: string, span: Span, { stepMs, quantities, states }: Wanted): Promise<Answered> {
    const ask = (metrics: readonly ChartMetric[], aggregate: Aggregate): Promise<SeriesReply> =>
      this.reader.all(
        { span, aggregates: [aggregate, 'min', 'max'], after: [] },
        metrics.map((metric) => ({ device, metric })),
        { kind: 'even', text: `${stepMs}ms`, stepMs },
      );
    const replies = await Promise.all([ask(quantities, 'mean'), ask(states, 'last')]);
    const nowMs = this.endMs(span);
    const answers = replies.flatMap(({ series }) => series);
    const partial = replies.find((reply) => reply.partial !== undefined)?.partial;
    return { stepMs, series: graphSeriesOf(answers, { stepMs, nowMs }), partial };
  }
}

type Answered = Said & Pick<HeatPumpChartsAnswer, 'partial'>;

interface Wanted {
  readonly stepMs: number;
  readonly quantities: readonly ChartMetric[];
  readonly states: readonly ChartMetric[];
}

const everything = { quantities: chartQuantities, states: chartStates };

/** What running times and efficiency are made of. */
const whatIsReckoned = {
  quantities: [
    ...(['radiator_forward', 'radiator_return', 'brine_in_evaporator', 'brine_out_condenser'] as const),
    'power_consumption' as const,
  ],
  states: chartStates,
};
