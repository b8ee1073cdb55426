import type { ChartPoint } from './gaps.js';

export interface CommandPoints {
  /** W, magnitudes. */
  chargeW: readonly ChartPoint[];
  dischargeW: readonly ChartPoint[];
}

/**
 * What was in effect at each time: a command holds until the next one, and the newest of the two directions wins, so
 * that a charge command ends a discharge. Both series end at `untilMs`.
 */
export function commandSteps(points: CommandPoints, untilMs: number): CommandPoints {
  const said = [
    ...points.chargeW.map(([atMs, value]) => ({ atMs, value: value ?? 0, isCharge: true })),
    ...points.dischargeW.map(([atMs, value]) => ({ atMs, value: value ?? 0, isCharge: false })),
  ].sort((a, b) => a.atMs - b.atMs);
  const last = said.at(-1);
  const events = last && last.atMs < untilMs ? [...said, { ...last, atMs: untilMs }] : said;
  const series = (isCharge: boolean): ChartPoint[] =>
    events.map((event) => [event.atMs, event.isCharge === isCharge ? event.value : 0]);
  return { chargeW: series(true), dischargeW: series(false) };
}
