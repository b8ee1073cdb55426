import type { getSeries, ReplyOf } from '@kilowatch/contracts';
import { ask, Refused, withQuery } from '../api/ask.js';
import type { Span } from '../range/time-span.js';
import { metricKeyOf } from '../series/charted-series.js';
import { SeriesBuffer } from '../series/series-buffer.js';
import { type SparkPaths, sparkPaths } from '../series/spark-paths.js';
import { type SensorSeries, seriesId } from './sensor-series.js';

/** A series over a range: what it came to, and its outline. */
export interface Summary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly count: number;
  readonly outline: SparkPaths | undefined;
}

type Reply = ReplyOf<typeof getSeries>;
type SeriesReply = Reply['series'][number];

/** Every metric of every device. */
export interface Question {
  readonly devices: readonly string[];
  readonly metrics: readonly string[];
}

/** As many series as one question may name. */
const mostSeries = 50;
const pointsOfAnOutline = 48;

/** As few questions as ask for all of these series and for no other. */
export function questionsFor(series: readonly Pick<SensorSeries, 'device' | 'metric'>[]): Question[] {
  const devicesOf = Map.groupBy(series, ({ metric }) => metric);
  const parts = [...devicesOf].flatMap(([metric, own]) =>
    chunks([...new Set(own.map(({ device }) => device))].sort(), mostSeries).map((devices) => ({
      metric,
      devices,
    })),
  );
  const together = Map.groupBy(parts, ({ devices }) => JSON.stringify(devices));
  return [...together.values()].flatMap((same) => {
    const { devices } = same[0]!;
    const metrics = same.map(({ metric }) => metric);
    return chunks(metrics, Math.floor(mostSeries / devices.length)).map((some) => ({
      devices,
      metrics: some,
    }));
  });
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Summaries by the id of their series; what has no values in the range has none. Throws what `ask` throws. */
export async function fetchSummaries(
  { devices, metrics }: Question,
  span: Span,
): Promise<ReadonlyMap<string, Summary>> {
  const query = {
    device: devices,
    metric: metrics,
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    maxPoints: pointsOfAnOutline,
    aggregate: 'mean,min,max,count',
  };
  try {
    const { series, stepMs } = await ask<Reply>('GET', withQuery('/api/v1/history', query));
    return new Map(
      series.map((one) => [seriesId(one.device, metricKeyOf(one)), summaryOf(one, span, stepMs ?? dayMs)]),
    );
  } catch (failure) {
    if (failure instanceof Refused && failure.code === 'series.unknown') return new Map();
    throw failure;
  }
}

const dayMs = 86_400_000;

/** All windows of a series together; the mean is that of its values, however they are spread over the windows. */
export function summaryOf(
  windows: Pick<SeriesReply, 'atMs' | 'gaps' | 'mean' | 'min' | 'max' | 'count'>,
  span: Span,
  stepMs: number,
): Summary {
  const { mean = [], min = [], max = [], count = [] } = windows;
  const total = count.reduce((sum, some) => sum + some, 0);
  return {
    min: min.reduce((a, b) => Math.min(a, b), Infinity),
    max: max.reduce((a, b) => Math.max(a, b), -Infinity),
    mean: mean.reduce((sum, value, i) => sum + value * ((count[i] ?? 0) / total), 0),
    count: total,
    outline: outlineOf(new SeriesBuffer(windows, stepMs), span),
  };
}

/** The middle of the newest window may lie ahead of now. */
function outlineOf(buffer: SeriesBuffer, { fromMs, toMs }: Span): SparkPaths | undefined {
  const columns = buffer.view();
  return sparkPaths(columns, { fromMs, toMs: Math.max(toMs, columns.atMs.at(-1) ?? 0) });
}
