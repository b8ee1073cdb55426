import type { ChartPoint } from './series-columns.js';

export interface CommandPoints {
  /** W, magnitudes. */
  chargeW: readonly ChartPoint[];
  dischargeW: readonly ChartPoint[];
}

/** When to say what was in effect: at every command, and in the middle of each window in between. */
export interface StepGrid {
  fromMs: number;
  untilMs: number;
  stepMs: number;
}

interface Said {
  atMs: number;
  value: number;
  isCharge: boolean;
}

/**
 * What was in effect at each time: a command holds until the next one, and the newest of the two directions wins, so
 * that a charge command ends a discharge. Null where nothing was to be done, or nothing is known.
 */
export function commandSteps(points: CommandPoints, grid: StepGrid): CommandPoints {
  const said = [...saidBy(points.chargeW, true), ...saidBy(points.dischargeW, false)].sort(
    (a, b) => a.atMs - b.atMs,
  );
  const times = said.length === 0 ? [] : timesOf(said, grid);
  const commands = inEffectAt(said, times);
  const series = (isCharge: boolean): ChartPoint[] =>
    times.map((atMs, i) => {
      const command = commands[i];
      return [atMs, command && command.isCharge === isCharge && command.value > 0 ? command.value : null];
    });
  return { chargeW: series(true), dischargeW: series(false) };
}

const saidBy = (points: readonly ChartPoint[], isCharge: boolean): Said[] =>
  points.map(([atMs, value]) => ({ atMs, value: value ?? 0, isCharge }));

/** Each command twice, the second before it is given, so that a change is an edge and not a slope. */
function timesOf(said: readonly Said[], { fromMs, untilMs, stepMs }: StepGrid): number[] {
  const firstMs = Math.ceil(fromMs / stepMs) * stepMs + stepMs / 2;
  const windows = Math.max(0, Math.floor((untilMs - firstMs) / stepMs) + 1);
  const middles = Array.from({ length: windows }, (_, i) => firstMs + i * stepMs);
  const edges = said.flatMap(({ atMs }) => [atMs - 1, atMs]);
  return [...new Set([...middles, ...edges, untilMs])].sort((a, b) => a - b);
}

/** For each of the ascending times the last command before it. */
function inEffectAt(said: readonly Said[], times: readonly number[]): (Said | undefined)[] {
  let next = 0;
  return times.map((atMs) => {
    while ((said[next]?.atMs ?? Infinity) <= atMs) next++;
    return said[next - 1];
  });
}
