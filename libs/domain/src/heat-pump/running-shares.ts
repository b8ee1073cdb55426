import { onPercent } from './state-over-time.js';

/** Shares of the time in which the compressor's state was known, %; 100 together, or 0 when it never was. */
export interface RunningShares {
  readonly compressorAlone: number;
  readonly together: number;
  readonly heaterAlone: number;
  readonly idle: number;
}

type States = readonly (number | undefined)[];

/** How compressor and heater shared the work. A heater that says nothing counts as off. */
export function runningShares(
  { compressor, heater }: Readonly<Record<'compressor' | 'heater', States>>,
  instants: readonly number[],
  silenceMs: number,
): RunningShares {
  const shareOf = (wantsCompressor: boolean, wantsHeater: boolean): number => {
    const states = compressor.map((state, i) =>
      state === undefined
        ? undefined
        : Number(isOn(state) === wantsCompressor && isOn(heater[i]) === wantsHeater),
    );
    return onPercent(states, instants, silenceMs);
  };
  return {
    compressorAlone: shareOf(true, false),
    together: shareOf(true, true),
    heaterAlone: shareOf(false, true),
    idle: shareOf(false, false),
  };
}

const isOn = (state: number | undefined): boolean => state !== undefined && state > 0;
