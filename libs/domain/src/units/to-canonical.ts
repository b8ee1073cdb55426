import type { DeviceKind } from '@kilowatch/contracts';
import { gasToPpm } from '../gas/gas-concentration.js';
import { shifted } from './shifted.js';
import { canonicalUnitOf, isCanonicalUnit, type Unit, unitNamed } from './unit-table.js';
import { unitOfMetric } from './unit-of-metric.js';

export interface Canonical {
  readonly value: number;
  /** What `value` is in. Empty: a number without a unit, or nobody knows it. */
  readonly unit: string;
  /** What the device says, where that is written otherwise. */
  readonly sentUnit?: string;
}

const mostOfUnit = 40;

/**
 * A number in the unit that we store it in: that of the metric, else that of the dimension (A, V, W, °C, kWh, ppm, %, hPa).
 * What cannot be converted to that (an unknown unit, or one of something else) stays as it was said, with its unit.
 * `index` is that of a gas detector's sensor, as `CH4/0`: without the gas, %LEL and mg/m³ say nothing.
 */
export function toCanonical(
  kind: DeviceKind,
  metric: string,
  value: number,
  unit?: string,
  index?: string,
): Canonical {
  const own = unitOfMetric(kind, metric);
  if (unit === undefined || unit === '' || unit === own) return { value, unit: own ?? unit ?? '' };
  if (own === undefined && isCanonicalUnit(unit)) return { value, unit }; // what nearly all say
  const sentUnit = unit.trim().slice(0, mostOfUnit).toWellFormed();
  if (sentUnit === '' || sentUnit === own) return { value, unit: own ?? '' };
  const ppm = own === 'ppm' && kind === 'gas' ? gasToPpm(index ?? '', value, sentUnit) : undefined;
  if (ppm !== undefined && Number.isFinite(ppm)) return { value: ppm, unit: own!, sentUnit };
  const from = unitNamed(sentUnit);
  if (!from) return { value, unit: sentUnit };
  const to = targetOf(from, own);
  const converted = convertedTo(value, from, to);
  if (!Number.isFinite(converted)) return { value, unit: sentUnit };
  return to.symbol === sentUnit
    ? { value: converted, unit: sentUnit }
    : { value: converted, unit: to.symbol, sentUnit };
}

function targetOf(from: Unit, own: string | undefined): Unit {
  const target = own === undefined ? undefined : unitNamed(own);
  return target?.dimension === from.dimension ? target : canonicalUnitOf(from);
}

function convertedTo(value: number, from: Unit, to: Unit): number {
  if (from === to) return value;
  if (from.decimals !== undefined && to.decimals !== undefined)
    return shifted(value, from.decimals - to.decimals);
  return rounded((value * from.factor + from.offset - to.offset) / to.factor);
}

// Twelve digits: 74.3 °F is 23.5 °C and not 23.499999999999996.
const rounded = (value: number): number => Number(value.toPrecision(12));
