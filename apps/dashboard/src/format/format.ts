/** A number as it is shown, apart from its unit. */
export interface Quantity {
  value: string;
  unit: string;
}

/** Writes numbers and times in one language. Numbers are magnitudes: words say directions. */
export interface Format {
  number(value: number, digits: number): string;
  count(value: number): string;
  /** W → kW, or MW from 1 MW. */
  power(powerW: number, digits?: number): Quantity;
  powerText(powerW: number, digits?: number): string;
  percent(value: number, digits?: number): string;
  /** `4 s ago`. */
  age(ageMs: number): string;
  time(atMs: number, timeZone: string): string;
  dateTime(atMs: number, timeZone: string): string;
}

const clock: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

const ageUnits = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const narrowSpace = '\u202f';
const noBreakSpace = '\u00a0';

/** Intl objects are slow to make and are kept. */
const kept = <T>(make: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
};

export function formatFor(locale: string): Format {
  const fixed = kept((digits) => {
    const fractionDigits = Number(digits);
    return new Intl.NumberFormat(locale, {
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
      signDisplay: 'negative', // no minus before a zero
    });
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const times = kept((timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...clock }));
  const dates = kept((timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...date, ...clock }));
  const number = (value: number, digits: number): string => fixed(String(digits)).format(value);
  const power = (powerW: number, digits = 2): Quantity => {
    const magnitude = Math.abs(powerW);
    return magnitude >= 1e6
      ? { value: number(magnitude / 1e6, digits), unit: 'MW' }
      : { value: number(magnitude / 1e3, digits), unit: 'kW' };
  };
  return {
    number,
    power,
    count: (value) => number(value, 0),
    powerText: (powerW, digits) => join(power(powerW, digits)),
    percent: (value, digits = 0) => `${number(value, digits)}${narrowSpace}%`,
    age: (ageMs) => {
      const [unit, unitMs] = ageUnits.find(([, ms]) => ageMs >= ms) ?? ageUnits[3];
      return relative.format(-Math.floor(ageMs / unitMs), unit);
    },
    time: (atMs, timeZone) => times(timeZone).format(atMs),
    dateTime: (atMs, timeZone) => dates(timeZone).format(atMs),
  };
}

export const join = ({ value, unit }: Quantity): string => `${value}${noBreakSpace}${unit}`;
