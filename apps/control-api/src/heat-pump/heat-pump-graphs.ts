import {
  type ChartMetric,
  chartMetrics,
  chartQuantities,
  chartStates,
  graphBlocksOf,
  type GraphBlocks,
  graphSeriesOf,
  implausibleMetrics,
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
      const span = { fromMs: Math.max(0, nowMs - lengthMs), toMs: nowMs };
      const { series, partial } = device === undefined ? nothing : await this.windows(device, span, stepMs);
      return { blocks: graphBlocksOf(graphSeriesOf(series, { stepMs, nowMs }), stepMs), partial };
    });
  }

  /** Only the numbers that are shown. Where a metric had a reading that cannot be, its windows come with what tells which those are. */
  private async windows(device: string, span: Span, stepMs: number): Promise<SeriesReply> {
    const ask = (metrics: readonly ChartMetric[], aggregates: readonly Aggregate[], stepMs: number) =>
      this.reader.all(
        { span, aggregates, after: [] },
        metrics.map((metric) => ({ device, metric })),
        { kind: 'even', text: `${stepMs}ms`, stepMs },
      );
    const [extremes, ...shown] = await Promise.all([
      ask(chartMetrics, ['min', 'max'], span.toMs - span.fromMs),
      ...charted.map(([metrics, aggregate]) => ask(metrics, [aggregate], stepMs)),
    ]);
    const doubtful: readonly string[] = implausibleMetrics(extremes.series);
    const checked = await Promise.all(
      charted.flatMap(([metrics, aggregate]) =>
        metrics
          .filter((metric) => doubtful.includes(metric))
          .map((metric) => ask([metric], [aggregate, 'min', 'max'], stepMs)),
      ),
    );
    const partial = [...shown, ...checked].find((reply) => reply.partial !== undefined)?.partial;
    const sure = shown.flatMap(({ series }) => series.filter(({ metric }) => !doubtful.includes(metric)));
    return {
      series: [...sure, ...checked.flatMap(({ series }) => series)],
      ...(partial !== undefined && { partial }),
    };
  }
}

/** What is asked for, and as which number of each window. */
const charted: readonly (readonly [readonly ChartMetric[], Aggregate])[] = [
  [chartQuantities, 'mean'],
  [chartStates, 'last'],
];

const nothing: SeriesReply = { series: [] };

function windowsOf(range: string) {
  const windows = graphWindowsOf(range);
  if (windows) return windows;
  const { error } = graphRange.safeParse(range);
  throw new Fault('request.invalid', `range ${error?.issues[0]?.message ?? 'cannot be read'}`);
}
