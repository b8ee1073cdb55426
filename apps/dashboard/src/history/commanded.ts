import { fetchHistory, type HistoryReply } from '../api/site-api.js';
import { type ChartShape, type Span, stepFor } from '../range/time-span.js';
import { commandedBattery } from '../widgets/devices-of.js';

/** What was commanded over a span, magnitudes in W. */
export interface Commanded {
  readonly span: Span;
  readonly stepMs: number;
  readonly chargeW: readonly CommandSample[];
  readonly dischargeW: readonly CommandSample[];
  /** Each command is a point of its own, and not a mean of a window. */
  readonly areExact: boolean;
  /** Why something is missing, in the words of the server; undefined: nothing is. */
  readonly partial: string | undefined;
}

/** A command, or the mean of a window in its middle with the extremes. */
export interface CommandSample {
  readonly atMs: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** Beyond this many values they are measurements rather than commands, and windows show them better. */
const mostExact = 1_000;
const wattsPerKilowatt = 1_000;

/** Commands one by one where they are few, else in windows; in windows for bars. */
export async function loadCommanded(span: Span, shape: ChartShape): Promise<Commanded> {
  const stepMs = stepFor(span.toMs - span.fromMs, shape);
  const question = { device: commandedBattery, metrics: ['charge', 'discharge'], ...span };
  const exact = shape === 'line' ? await fetchHistory({ ...question, limit: mostExact }) : undefined;
  const areExact = exact !== undefined && exact.next === undefined;
  const reply = areExact ? exact : await fetchHistory({ ...question, stepMs });
  const of = (metric: string) => samplesOf(reply, metric, stepMs);
  const { partial } = reply;
  return { span, stepMs, chargeW: of('charge'), dischargeW: of('discharge'), areExact, partial };
}

function samplesOf({ points, windows }: HistoryReply, metric: string, stepMs: number): CommandSample[] {
  const inW = (atMs: number, value: number, min = value, max = value): CommandSample => ({
    atMs,
    value: value * wattsPerKilowatt,
    min: min * wattsPerKilowatt,
    max: max * wattsPerKilowatt,
  });
  return [
    ...points.filter((point) => point.metric === metric).map(({ atMs, value }) => inW(atMs, value)),
    ...windows
      .filter((one) => one.metric === metric)
      .map(({ atMs, mean, min, max }) => inW(atMs + stepMs / 2, mean, min, max)),
  ];
}
