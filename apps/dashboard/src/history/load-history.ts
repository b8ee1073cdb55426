import type { HistoryPoints } from '@kilowatch/charts';
import { fetchHistory, type HistoryReply } from '../api/site-api.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { type ChartShape, type Span, stepFor } from '../range/time-span.js';

export interface LoadedHistory {
  span: Span;
  stepMs: number;
  points: HistoryPoints;
  /** Each command is a point of its own, not a mean of a window. */
  areCommandsExact: boolean;
  /** Why something is missing, in the words of the server; undefined: nothing is. */
  partial: string | undefined;
}

/** Beyond this many values they are measurements rather than commands, and windows show them better. */
const mostExactCommands = 1_000;
const wattsPerKilowatt = 1_000;

type Wanted = { span: Span; shape: ChartShape; device: string };

/** What the history charts show: commands one by one where they are few, everything else in windows. */
export async function loadHistory(wanted: Wanted): Promise<LoadedHistory> {
  const { span, shape, device } = wanted;
  const stepMs = stepFor(span.toMs - span.fromMs, shape);
  const measuring = fetchHistory({ device, metrics: ['activePowerW', 'socPct'], ...span, stepMs });
  const [commands, measured] = await Promise.all([loadCommands(span, shape, stepMs), measuring]);
  const [chargeW, dischargeW] = ['charge', 'discharge'].map((metric) =>
    samplesOf(commands.reply, metric, stepMs, wattsPerKilowatt),
  );
  const points = {
    chargeW: chargeW ?? [],
    dischargeW: dischargeW ?? [],
    activePowerW: samplesOf(measured, 'activePowerW', stepMs, 1),
    socPct: samplesOf(measured, 'socPct', stepMs, 1),
  };
  const partial = measured.partial ?? commands.reply.partial;
  return { span, stepMs, points, areCommandsExact: commands.areExact, partial };
}

async function loadCommands(span: Span, shape: ChartShape, stepMs: number) {
  const question = { device: commandedBattery, metrics: ['charge', 'discharge'], ...span };
  if (shape === 'line') {
    const reply = await fetchHistory({ ...question, limit: mostExactCommands });
    if (reply.next === undefined) return { reply, areExact: true };
  }
  return { reply: await fetchHistory({ ...question, stepMs }), areExact: false };
}

/** Points as they are, windows as their mean in their middle. */
const samplesOf = (reply: HistoryReply, metric: string, stepMs: number, factor: number) => [
  ...reply.points.filter((p) => p.metric === metric).map((p) => [p.atMs, p.value * factor] as const),
  ...reply.windows
    .filter((w) => w.metric === metric)
    .map((w) => [w.atMs + stepMs / 2, w.mean * factor] as const),
];

export const isEmpty = ({ points }: LoadedHistory): boolean =>
  Object.values(points).every((samples: readonly unknown[]) => samples.length === 0);
