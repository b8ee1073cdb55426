import { type Direction, Fault, type RequestedPower } from '@kilowatch/contracts';
import { fromWatts, toWatts } from './power.js';

/** W. No battery on earth is larger; beyond it a number is a mistake even where no rating is configured. */
export const largestPowerW = 10e9;

/** A setpoint somebody asks for: a magnitude, its direction, and the rating it must respect (W; absent: unknown). */
export interface SetpointRequest {
  readonly direction: Direction;
  readonly requested: RequestedPower;
  readonly ratedPowerW?: number | undefined;
}

/**
 * Decides whether a setpoint is allowed and what it means: W, positive = discharge, 0 = stop.
 * Fault: `setpoint.out-of-range` for what is not finite, negative or above the rating, in the unit asked for.
 */
export function decideSetpoint({ direction, requested, ratedPowerW }: SetpointRequest): number {
  const { value, unit } = requested;
  const limitW = Math.min(ratedPowerW ?? largestPowerW, largestPowerW);
  const watts = toWatts(value, unit);
  if (!(watts >= 0 && watts <= limitW)) {
    const limit = `${fromWatts(limitW, unit)} ${unit}`;
    throw new Fault('setpoint.out-of-range', `${direction} must be 0 to ${limit}; got ${value} ${unit}`);
  }
  if (watts === 0) return 0; // never -0
  return direction === 'discharge' ? watts : -watts;
}
