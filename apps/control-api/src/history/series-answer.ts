import { Fault, type getSeries, type ReplyOf, type SeriesName } from '@kilowatch/contracts';
import { gapsOf } from '@kilowatch/domain';
import { Injectable } from '@nestjs/common';
import { DeviceDirectory } from '../devices/device-directory.js';
import { HistoryLimits } from './history-limits.js';
import type { Selection } from './selection.js';
import { SeriesReader } from './series-reader.js';
import { chooseStep, windowsOf, type WindowStep } from './step.js';

export type SeriesAnswer = ReplyOf<typeof getSeries>;
type AnsweredSeries = SeriesAnswer['series'][number];

/** What every answer says of how it was asked. */
export const headOf = ({ span, step, timeZone }: Selection): Omit<SeriesAnswer, 'series'> => ({
  ...span,
  stepMs: step.kind === 'even' ? step.stepMs : null,
  step: step.text,
  timeZone,
});

/** A series with what a chart wants to know beside its numbers. */
export const described = <T extends SeriesName & { atMs: readonly number[] }>(
  columns: T,
  stepMs: number,
  unit: string | undefined,
): T & Pick<AnsweredSeries, 'unit' | 'gaps'> => ({
  ...columns,
  ...(unit !== undefined && { unit }),
  gaps: gapsOf(columns.atMs, stepMs),
});

/** Windows of series as JSON: whole in memory, hence bounded. */
@Injectable()
export class WindowsAnswer {
  constructor(
    private readonly reader: SeriesReader,
    private readonly settings: HistoryLimits,
    private readonly directory: DeviceDirectory,
  ) {}

  /** Faults: `request.invalid` for more windows than an answer may have, `request.deadline`. */
  async answer(selection: Selection, series: readonly SeriesName[], step: WindowStep): Promise<SeriesAnswer> {
    this.refuseTooMany(selection, series.length, step);
    const { series: found, partial } = await this.reader.all(selection, series, step);
    const stepMs = step.kind === 'even' ? step.stepMs : step.usualMs;
    return {
      ...headOf(selection),
      series: found.map((columns) => described(columns, stepMs, this.directory.unitOf(columns))),
      ...(partial !== undefined && { partial }),
    };
  }

  private refuseTooMany({ span, timeZone }: Selection, seriesCount: number, step: WindowStep): void {
    const most = this.settings.limits.HISTORY_JSON_WINDOWS;
    const windows = windowsOf(span, step) * seriesCount;
    if (windows <= most) return;
    const fitting = chooseStep(span, Math.floor(most / seriesCount), timeZone);
    throw new Fault(
      'request.invalid',
      `A step of ${step.text} makes ${windows} windows of ${seriesCount} series; an answer holds ${most}: ask for step=${fitting.text} or longer, maxPoints, a shorter range, or format=csv, which has no such limit`,
    );
  }
}
