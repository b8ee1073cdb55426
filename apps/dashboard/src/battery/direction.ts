/** Below this a battery counts as idle: the noise of a measurement has no direction. */
const idleBelowW = 20;

export type PowerDirection = 'charging' | 'discharging' | 'idle';

/** As {@link idleBelowW}, of a current. */
const idleBelowA = 0.05;

/** Positive power is discharge. */
export function directionOf(activePowerW: number): PowerDirection {
  if (Math.abs(activePowerW) < idleBelowW) return 'idle';
  return activePowerW > 0 ? 'discharging' : 'charging';
}

/** Positive current is discharge. */
export function currentDirectionOf(currentA: number): PowerDirection {
  if (Math.abs(currentA) < idleBelowA) return 'idle';
  return currentA > 0 ? 'discharging' : 'charging';
}
