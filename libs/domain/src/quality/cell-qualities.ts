import type { CellMetric, Quality } from '@kilowatch/contracts';

/** What an ESP32 says in one message; what it leaves out is undefined. */
export type CellValues = Readonly<
  Partial<Record<'voltageV' | 'currentA' | 'powerW' | 'acsCurrentA', number | undefined>>
>;

export type CellQualities = Partial<Record<CellMetric, Quality>>;

const powerTolerance = { share: 0.02, leastW: 0.005 };
const currentTolerance = { share: 0.2, leastA: 0.3 };

/** Whether power is voltage times current, to 2 % or 5 mW. Signs do not count: the chip gives power without one. */
export function isPowerOf(powerW: number, voltageV: number, currentA: number): boolean {
  const expectedW = Math.abs(voltageV * currentA);
  const toleranceW = Math.max(powerTolerance.share * expectedW, powerTolerance.leastW);
  return Math.abs(Math.abs(powerW) - expectedW) <= toleranceW;
}

/**
 * What the values of one message say about each other. Neither voltage nor current: no sensor is there. A power that is not their
 * product, and two ammeters that differ by more than 0.3 A and 20 %, cannot all be right.
 */
export function cellQualities({ voltageV, currentA, powerW, acsCurrentA }: CellValues): CellQualities {
  const qualities: CellQualities = {};
  if (voltageV === undefined || currentA === undefined) return qualities;
  if (voltageV === 0 && currentA === 0)
    return { voltageV: 'missing', currentA: 'missing', powerW: 'missing' };
  if (powerW !== undefined && !isPowerOf(powerW, voltageV, currentA)) qualities.powerW = 'suspect';
  const toleranceA = Math.max(currentTolerance.share * Math.abs(currentA), currentTolerance.leastA);
  if (acsCurrentA !== undefined && Math.abs(acsCurrentA - currentA) > toleranceA)
    qualities.acsCurrentA = 'suspect';
  return qualities;
}
