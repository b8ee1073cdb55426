/** Below this a battery counts as idle: the noise of a measurement has no direction. */
const idleBelowW = 20;

export type PowerDirection = 'charging' | 'discharging' | 'idle';

/** Positive power is discharge. */
export function directionOf(activePowerW: number): PowerDirection {
  if (Math.abs(activePowerW) < idleBelowW) return 'idle';
  return activePowerW > 0 ? 'discharging' : 'charging';
}
