import type { Direction, PowerUnit } from '@kilowatch/contracts';

/** What the battery makes of a command that was confirmed. */
export type Follow = 'waiting' | 'ramping' | 'reached' | 'limited' | 'silent' | 'replaced';

export interface FollowInput {
  /** W, positive while discharging. */
  targetW: number;
  sentAtMs: number;
  nowMs: number;
  /** Undefined: not reported, or too old to count. */
  setpointW: number | undefined;
  activePowerW: number | undefined;
  /** Another command came after this one. */
  isReplaced: boolean;
}

const acceptWithinMs = 10_000;
const settleWithinMs = 60_000;
const wattsPer = { W: 1, kW: 1_000, MW: 1_000_000 } as const satisfies Record<PowerUnit, number>;

/** A requested magnitude as signed watts. */
export const targetOf = (direction: Direction, value: number, unit: PowerUnit): number =>
  (direction === 'charge' ? -value : value) * wattsPer[unit] + 0;

const isNear = (value: number, targetW: number, toleranceW: number): boolean =>
  Math.abs(value - targetW) <= Math.max(toleranceW, 0.02 * Math.abs(targetW));

/** Judged by what the battery reports, never by what was sent. */
export function followOf(input: FollowInput): Follow {
  const { targetW, setpointW, activePowerW, nowMs, sentAtMs, isReplaced } = input;
  if (isReplaced) return 'replaced';
  const sinceMs = nowMs - sentAtMs;
  const isAccepted = setpointW !== undefined && isNear(setpointW, targetW, 1);
  if (!isAccepted) return sinceMs > acceptWithinMs ? 'silent' : 'waiting';
  if (activePowerW === undefined) return 'silent';
  if (isNear(activePowerW, targetW, 50)) return 'reached';
  return sinceMs > settleWithinMs ? 'limited' : 'ramping';
}
