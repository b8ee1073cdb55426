import {
  type Aggregate,
  Fault,
  type getSeries,
  maxQueriedSeries,
  type ReadingMark,
  type SeriesName,
} from '@kilowatch/contracts';
import { calendarEdges } from '@kilowatch/domain';
import { Injectable } from '@nestjs/common';
import type * as z from 'zod';
import { Clock } from '../clock.js';
import { OwnWrites } from '../own-writes.js';
import { readSpan, type Span } from '../query-span.js';
import { Installation } from '../site/installation.js';
import { namedTogether } from './named-together.js';
import { chooseStep, readStep, type Step } from './step.js';

export type SeriesRouteQuery = z.output<typeof getSeries.query>;

/** What a question about series means, once read. */
export interface Selection {
  readonly devices: readonly string[];
  readonly metrics: readonly string[];
  readonly span: Span;
  readonly step: Step;
  readonly timeZone: string;
  readonly aggregates: readonly Aggregate[];
  readonly after: readonly ReadingMark[];
}

const usualPoints = 1_000;
const usualAggregates: readonly Aggregate[] = ['mean', 'min', 'max'];

/** Every metric of every device that was asked for. */
export const seriesOf = ({ devices, metrics }: Selection): SeriesName[] =>
  devices.flatMap((device) => metrics.map((metric) => ({ device, metric })));

/** Reads questions about series. Faults: `request.invalid`. */
@Injectable()
export class SelectionReader {
  constructor(
    private readonly clock: Clock,
    private readonly installation: Installation,
    private readonly ownWrites: OwnWrites,
  ) {}

  read(query: SeriesRouteQuery): Selection {
    const { from, to, maxPoints = usualPoints, timeZone = this.installation.site.timeZone } = query;
    const devices = namedTogether(query.devices, query.device) ?? [];
    const metrics = namedTogether(query.metrics, query.metric) ?? [];
    refuseTooMany(devices.length * metrics.length);
    calendarEdges(0, 1, { unit: 'day', timeZone }); // refuses what is no time zone, whatever the step is
    const after = devices.flatMap((device) => this.ownWrites.marksOf(device));
    const span = readSpan({ from, to }, this.clock.now(), after);
    const step =
      query.step === undefined ? chooseStep(span, maxPoints, timeZone) : readStep(query.step, timeZone);
    return {
      devices,
      metrics,
      span,
      step,
      timeZone,
      aggregates: unique(query.aggregate ?? usualAggregates),
      after,
    };
  }
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

function refuseTooMany(count: number): void {
  if (count <= maxQueriedSeries) return;
  throw new Fault(
    'request.invalid',
    `devices × metrics make ${count} series; one question may name ${maxQueriedSeries}: ask several`,
  );
}
