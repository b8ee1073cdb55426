import type { ChartPoint } from './gaps.js';

export interface CommandPoints {
  /** W, magnitudes. */
  chargeW: readonly ChartPoint[];
  dischargeW: readonly ChartPoint[];
}

interface Said {
  atMs: number;
  value: number;
  isCharge: boolean;
}

/**
 * What was in effect at each time: a command holds until the next one, and the newest of the two directions wins, so
 * that a charge command ends a discharge. A block per command, nothing where nothing was to be done; ends at `untilMs`.
 */
export function commandSteps(points: CommandPoints, untilMs: number): CommandPoints {
  const said = [...saidBy(points.chargeW, true), ...saidBy(points.dischargeW, false)].sort(
    (a, b) => a.atMs - b.atMs,
  );
  const blocks = (isCharge: boolean): ChartPoint[] =>
    said.flatMap((command, i) => {
      const endMs = Math.max(command.atMs, said[i + 1]?.atMs ?? untilMs);
      return command.isCharge === isCharge && command.value > 0 ? block(command, endMs) : [];
    });
  return { chargeW: blocks(true), dischargeW: blocks(false) };
}

const saidBy = (points: readonly ChartPoint[], isCharge: boolean): Said[] =>
  points.map(([atMs, value]) => ({ atMs, value: value ?? 0, isCharge }));

const block = ({ atMs, value }: Said, endMs: number): ChartPoint[] => [
  [atMs, 0],
  [atMs, value],
  [endMs, value],
  [endMs, 0],
  [endMs, null],
];
