import { Fault, type PowerUnit, powerUnit } from '@kilowatch/contracts';
import { shifted } from './units/shifted.js';

const decimalsToWatts: Readonly<Record<PowerUnit, number>> = { W: 0, kW: 3, MW: 6 };

/** Watts of a power. Too large for a number: Infinity. */
export const toWatts = (value: number, unit: PowerUnit): number => shifted(value, decimalsToWatts[unit]);

/** A power in watts, expressed in a unit. */
export const fromWatts = (watts: number, unit: PowerUnit): number => shifted(watts, -decimalsToWatts[unit]);

/** Kilowatts of a power, without the detour over watts. */
export const toKilowatts = (value: number, unit: PowerUnit): number =>
  shifted(value, decimalsToWatts[unit] - decimalsToWatts.kW);

const unitsByName: ReadonlyMap<string, PowerUnit> = new Map(
  powerUnit.options.map((unit) => [unit.toLowerCase(), unit]),
);

/**
 * Reads a unit without regard to case, except that a leading small `m` is milli: `mW` is no `MW`.
 * Fault: `unit.unknown`, naming the units that are known.
 */
export function parsePowerUnit(text: string): PowerUnit {
  const unit = text.startsWith('m') ? undefined : unitsByName.get(text.toLowerCase());
  if (unit) return unit;
  const shown = JSON.stringify(text.slice(0, 20));
  throw new Fault('unit.unknown', `unit must be ${powerUnit.options.join(', ')}; got ${shown}`);
}
