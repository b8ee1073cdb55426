import { graphSeriesOf } from '@kilowatch/compat';
import { historyLatest } from '@kilowatch/contracts';
import type { MeasuredSeries, TimedValues } from '@kilowatch/domain';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { SeriesReader } from '../history/series-reader.js';
import type { Span } from '../query-span.js';

const needed = {
  flow: 'heat_carrier_flow',
  forward: 'heat_carrier_forward',
  back: 'heat_carrier_return',
  power: 'power_consumption',
} as const satisfies Record<keyof MeasuredSeries, string>;
const metrics = Object.values(needed);

/** Longer windows mix rest and work: what flows then is not what was warm. */
const longestStepMs = 15 * 60_000;

/** What the COP of a heat pump can be measured by, where the pump says all of it. */
@Injectable()
export class MeasuredSeriesReader {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly reader: SeriesReader,
  ) {}

  /** Undefined: the pump does not measure it, or the windows are too long. Throws what the history answers. */
  async of(device: string, span: Span, stepMs: number, nowMs: number): Promise<MeasuredSeries | undefined> {
    if (stepMs > longestStepMs || !(await this.isMeasured(device))) return undefined;
    const { series } = await this.reader.all(
      { span, aggregates: ['mean', 'min', 'max'], after: [] },
      metrics.map((metric) => ({ device, metric })),
      { kind: 'even', text: `${stepMs}ms`, stepMs },
    );
    const said: Readonly<Record<string, TimedValues | undefined>> = graphSeriesOf(series, { stepMs, nowMs });
    const [flow, forward, back, power] = metrics.map((metric) => said[metric]);
    return flow && forward && back && power && { flow, forward, back, power };
  }

  /** What is reckoned from currents is no measurement. */
  private async isMeasured(device: string): Promise<boolean> {
    const { readings } = await this.messaging.request(historyLatest, {}, { devices: [device], metrics });
    return metrics.every((metric) =>
      readings.some((reading) => reading.metric === metric && reading.quality !== 'estimated'),
    );
  }
}
