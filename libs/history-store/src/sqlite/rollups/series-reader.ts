import type { HistoryLevel } from '@kilowatch/contracts';
import type { SeriesAsked, SeriesWindows } from '../../history-store.js';
import { holdMs, WindowSums } from '../../window-sums.js';
import type { RawPoints } from '../raw-points.js';
import type { Series, SeriesDictionary } from '../series-dictionary.js';

/** Windows of several series, made of the coarsest data that gives the right answer. */
export class SeriesReader {
  constructor(
    private readonly series: SeriesDictionary,
    private readonly points: RawPoints,
  ) {}

  read(query: SeriesAsked): SeriesWindows[] {
    return this.found(query).map((series) => this.windowsOf(series, query));
  }

  /** Adds what lies between the edges, ascending; the coarsest level that took part. */
  sumInto(series: number, sums: WindowSums): HistoryLevel {
    this.points.sumInto(series, sums);
    return 'raw';
  }

  private windowsOf(series: Series, { edgesMs, isTimeWeighted }: SeriesAsked): SeriesWindows {
    const { id, device, metric, index } = series;
    const sums = new WindowSums(edgesMs);
    const level = this.sumInto(id, sums);
    const before = isTimeWeighted ? this.points.lastBefore(id, edgesMs[0]!) : undefined;
    const isHeld = before && before.atMs + holdMs > edgesMs[0]!;
    const name = { device, metric, ...(index !== undefined && { index }) };
    return { name, sums, ...(isHeld && { before }), level };
  }

  private found({ series: names }: SeriesAsked): Series[] {
    const devices = names.map(({ device }) => device);
    const metrics = names.map(({ metric }) => metric);
    return this.series
      .find({ devices, metrics })
      .filter((one) =>
        names.some(
          ({ device, metric, index = one.index }) =>
            device === one.device && metric === one.metric && index === one.index,
        ),
      );
  }
}
