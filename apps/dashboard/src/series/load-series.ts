import type { getSeries, ReplyOf } from '@kilowatch/contracts';
import { ask, Refused, withQuery } from '../api/ask.js';
import type { Span } from '../range/time-span.js';
import { metricKeyOf, type SeriesKey, seriesKeyOf } from './charted-series.js';
import { SeriesBuffer } from './series-buffer.js';

type Reply = ReplyOf<typeof getSeries>;

export interface LoadedSeries {
  readonly span: Span;
  /** Of the coarsest. */
  readonly stepMs: number;
  readonly buffers: ReadonlyMap<string, SeriesBuffer>;
  /** Why something is missing, in the words of the server; undefined: nothing is. */
  readonly partial: string | undefined;
}

export interface SeriesQuestion {
  readonly series: readonly SeriesKey[];
  readonly span: Span;
  /** Of one series; about as many as there are pixels. */
  readonly maxPoints: number;
}

/** Windows shorter than a second, for a range of a few minutes: what reports ten times a second is then seen as it was. */
const shortStepsMs = [20, 50, 100, 200, 500];
const aggregates = 'mean,min,max,count';
const dayMs = 86_400_000;

/** The finest window that has no more than so many in the range; above half a second the server knows best. */
function windowOf({ span, maxPoints }: SeriesQuestion): { step: string } | { maxPoints: number } {
  const stepMs = shortStepsMs.find((ms) => ms * maxPoints >= span.toMs - span.fromMs);
  return stepMs === undefined ? { maxPoints } : { step: `${stepMs}ms` };
}

/** Reads series of any devices, each device with one question. Throws what `ask` throws; a series that never was is empty. */
export async function loadSeries(question: SeriesQuestion): Promise<LoadedSeries> {
  const { span, series } = question;
  const byDevice = Map.groupBy(series, ({ device }) => device);
  const replies = await Promise.all(
    [...byDevice].map(async ([device, own]) => {
      const metrics = new Set(own.map(({ metric }) => metric));
      return readOne(device, [...metrics], question);
    }),
  );
  const stepMs = Math.max(1, ...replies.map((reply) => reply?.stepMs ?? 0));
  const found = new Map(
    replies.flatMap((reply) =>
      (reply?.series ?? []).map(
        (one) => [seriesKeyOf(one), { ...one, stepMs: reply?.stepMs ?? dayMs }] as const,
      ),
    ),
  );
  const buffers = series.map((one) => {
    const windows = found.get(seriesKeyOf(one));
    return [seriesKeyOf(one), new SeriesBuffer(windows ?? nothing, windows?.stepMs ?? stepMs)] as const;
  });
  const partial = replies.find((reply) => reply?.partial !== undefined)?.partial;
  return { span, stepMs, buffers: new Map(buffers), partial };
}

const nothing = { atMs: [], gaps: [] };

async function readOne(
  device: string,
  metric: readonly string[],
  question: SeriesQuestion,
): Promise<Reply | undefined> {
  const { fromMs, toMs } = question.span;
  const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  const query = { device, metric, ...span, ...windowOf(question), aggregate: aggregates };
  try {
    return await ask<Reply>('GET', withQuery('api/v1/history', query));
  } catch (failure) {
    // Without a code it was something on the way that does not know the address: that there is nothing would be made up.
    if (failure instanceof Refused && failure.status === 404 && failure.code !== undefined) return undefined;
    throw failure;
  }
}

/** Whether a live value belongs to one of the buffers. */
export const bufferFor = (
  { buffers }: LoadedSeries,
  device: string,
  reading: { metric: string; index?: string | undefined },
): SeriesBuffer | undefined => buffers.get(`${device}\n${metricKeyOf(reading)}`);
