import {
  type ChartMetric,
  chartTemperatures,
  graphBlocksOf,
  type GraphBlocks,
  graphSeriesOf,
  otherChartMetrics,
} from '@kilowatch/compat';
import { type Aggregate, Fault, graphRange } from '@kilowatch/contracts';
import { graphWindowsOf } from '@kilowatch/domain';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { HistoryLimits } from '../history/history-limits.js';
import { SeriesReader, type SeriesReply } from '../history/series-reader.js';
import { Turns } from '../history/turns.js';
import type { Span } from '../query-span.js';
import { HeatPumps } from './heat-pumps.js';

export interface HeatPumpGraphsAnswer {
  readonly blocks: GraphBlocks;
  /** Why something may be missing; undefined: nothing is. */
  readonly partial: string | undefined;
}

/** The seven charts of the heat pump for a range. */
@Injectable()
export class HeatPumpGraphs {
  private readonly turns: Turns;

  constructor(
    private readonly pumps: HeatPumps,
    private readonly reader: SeriesReader,
    private readonly clock: Clock,
    { limits }: HistoryLimits,
  ) {
    this.turns = new Turns(limits.HISTORY_ANSWERS, 'charts of a heat pump are made (HISTORY_ANSWERS)');
  }

  /** Charts of a range such as `24h`, up to now. Faults: `request.invalid`, `history.busy`, `history.unavailable`, … */
  of(range: string): Promise<HeatPumpGraphsAnswer> {
    const { lengthMs, stepMs } = windowsOf(range);
    return this.turns.during(async () => {
      const nowMs = this.clock.now();
      const device = await this.pumps.device();
      const replies =
        device === undefined
          ? []
          : await this.windows(device, { fromMs: Math.max(0, nowMs - lengthMs), toMs: nowMs }, stepMs);
      const columns = replies.flatMap(({ series }) => series);
      return {
        blocks: graphBlocksOf(graphSeriesOf(columns, { stepMs, nowMs }), stepMs),
        partial: replies.find(({ partial }) => partial !== undefined)?.partial,
      };
    });
  }

  /** Temperatures and the rest apart, each with only the numbers that it needs. */
  private windows(device: string, span: Span, stepMs: number): Promise<SeriesReply[]> {
    const step = { kind: 'even', text: `${stepMs}ms`, stepMs } as const;
    const ask = (metrics: readonly ChartMetric[], aggregates: readonly Aggregate[]): Promise<SeriesReply> =>
      this.reader.all(
        { span, aggregates, after: [] },
        metrics.map((metric) => ({ device, metric })),
        step,
      );
    return Promise.all([
      ask(chartTemperatures, ['mean', 'min', 'max']),
      ask(otherChartMetrics, ['mean', 'min', 'last']),
    ]);
  }
}

function windowsOf(range: string) {
  const windows = graphWindowsOf(range);
  if (windows) return windows;
  const { error } = graphRange.safeParse(range);
  throw new Fault('request.invalid', `range ${error?.issues[0]?.message ?? 'cannot be read'}`);
}
