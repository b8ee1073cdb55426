import type { AxisWords } from '@kilowatch/charts';
import type { Format } from '../format/format.js';

const growing = new Set(['W', 'Wh', 'VA', 'var']);
const prefixes = [
  ['M', 1e6],
  ['k', 1e3],
] as const;

const noBreakSpace = '\u00a0';

/** The unit in which a number of this size is written, and how many stored units that is. */
export function unitFor(unit: string, size: number): { unit: string; factor: number } {
  const prefix = growing.has(unit) ? prefixes.find(([, factor]) => Math.abs(size) >= factor) : undefined;
  return prefix ? { unit: prefix[0] + unit, factor: prefix[1] } : { unit, factor: 1 };
}

/** A value with its unit: `21.4 °C`, `3.2 kW`. */
export function valueText(value: number, unit: string, format: Format): string {
  const shown = unitFor(unit, value);
  return `${format.measured(value / shown.factor)}${shown.unit && noBreakSpace + shown.unit}`;
}

const scientifics = new Map<string, Intl.NumberFormat>();

function scientific(locale: string): Intl.NumberFormat {
  const known = scientifics.get(locale);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits: 2 });
  scientifics.set(locale, made);
  return made;
}

/** Longer numbers have no room beside an axis. */
const longest = 1e7;

/** How an axis is written that reaches that far: as short as can be, the unit once above it. */
export function axisWords(unit: string, largest: number, locale: string, format: Format): AxisWords {
  const shown = unitFor(unit, largest);
  const write = (value: number): string => {
    const number = value / shown.factor;
    return Math.abs(number) >= longest
      ? scientific(locale).format(number)
      : format.measured(roundOff(number));
  };
  return { unit: shown.unit, write };
}

/** Without what floating point adds to the steps of a scale. */
const roundOff = (value: number): number => Number(value.toPrecision(10));
