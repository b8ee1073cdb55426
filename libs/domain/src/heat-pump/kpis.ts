import { instantsOf, onPercent, statesAt, type TimedValues } from './state-over-time.js';

/** What of a heat pump the figures are made of: windows labelled with their ends, states as they were last, power as its mean. */
export interface KpiSeries {
  readonly compressor: TimedValues;
  /** Additional heater, % of its power. */
  readonly heater: TimedValues;
  /** 1: hot water. */
  readonly valve: TimedValues;
  /** Electrical, W. */
  readonly power: TimedValues;
}

/** How long something ran, of the time in which that was known. */
export interface Running {
  readonly hours: number;
  readonly percent: number;
  readonly starts: number;
}

/** Figures of a range beside the charts. */
export interface HeatPumpKpis {
  readonly energy: { readonly totalKwh: number; readonly averageW: number; readonly peakW: number };
  readonly compressor: Running;
  readonly heater: Running;
  readonly hotWater: {
    readonly cycles: number;
    readonly averageMinutes: number;
    readonly averageKwh: number;
  };
}

const hourMs = 3_600_000;
/** A valve that turns for a shorter time makes no hot water. */
const leastCycleMs = 5 * 60_000;

/** The figures; 0 where there is nothing. @param silenceMs see `silenceMsOf` */
export function heatPumpKpis(
  { compressor, heater, valve, power }: KpiSeries,
  silenceMs: number,
): HeatPumpKpis {
  const instants = instantsOf([compressor, heater, valve, power]);
  const spans = spansOf(instants, power, silenceMs);
  const runningOf = (states: TimedValues): Running => {
    const known = statesAt(states, instants, silenceMs);
    const runs = runsOf(known, spans);
    const percent = onPercent(known, instants, silenceMs);
    const starts = runs.filter(({ isStart }) => isStart).length;
    return { hours: sumOf(runs, ({ ms }) => ms) / hourMs, percent, starts };
  };
  const cycles = runsOf(statesAt(valve, instants, silenceMs), spans).filter(({ ms }) => ms >= leastCycleMs);
  return {
    energy: energyOf(spans, power),
    compressor: runningOf(compressor),
    heater: runningOf(heater),
    hotWater: {
      cycles: cycles.length,
      averageMinutes: meanOf(cycles, ({ ms }) => ms / 60_000),
      averageKwh: meanOf(cycles, ({ kwh }) => kwh),
    },
  };
}

/** From one instant to the next: how long it counts, and the energy in it (undefined: not known). */
interface TimeSpan {
  readonly ms: number;
  readonly kwh: number | undefined;
}

function spansOf(instants: readonly number[], { atMs, values }: TimedValues, silenceMs: number): TimeSpan[] {
  const wattsAt = new Map(atMs.map((instant, i) => [instant, values[i]!]));
  return instants.slice(1).map((instant, i) => {
    const ms = Math.min(silenceMs, instant - instants[i]!);
    const watts = wattsAt.get(instant);
    return { ms, kwh: watts === undefined ? undefined : (watts / 1_000) * (ms / hourMs) };
  });
}

/** A time in which a state was above 0. */
interface Run {
  ms: number;
  kwh: number;
  /** It was seen to begin. */
  readonly isStart: boolean;
}

function runsOf(states: readonly (number | undefined)[], spans: readonly TimeSpan[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  states.forEach((state, i) => {
    const span = spans[i];
    if (!(state !== undefined && state > 0)) run = undefined;
    else {
      if (!run) runs.push((run = { ms: 0, kwh: 0, isStart: i > 0 && states[i - 1] !== undefined }));
      run.ms += span?.ms ?? 0;
      run.kwh += span?.kwh ?? 0;
    }
  });
  return runs;
}

function energyOf(spans: readonly TimeSpan[], { values }: TimedValues): HeatPumpKpis['energy'] {
  const known = spans.filter(({ kwh }) => kwh !== undefined);
  const totalKwh = sumOf(known, ({ kwh }) => kwh!);
  const hours = sumOf(known, ({ ms }) => ms) / hourMs;
  const peakW = values.reduce((most, watts) => Math.max(most, watts), 0);
  return { totalKwh, averageW: hours > 0 ? (totalKwh * 1_000) / hours : 0, peakW };
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

const meanOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.length > 0 ? sumOf(items, of) / items.length : 0;
