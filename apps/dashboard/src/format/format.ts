/** A number as it is shown, apart from its unit. */
export interface Quantity {
  value: string;
  unit: string;
}

/** Writes numbers and times in one language. Numbers are magnitudes: words say directions. */
export interface Format {
  number: (value: number, digits: number) => string;
  count: (value: number) => string;
  /** Three significant digits, so that a changing number keeps its width: `0.42`, `9.98`, `10.0`, `412`. */
  gauge: (value: number) => string;
  /** Of any size: three significant digits or more, nothing made up, nothing lost before the point. */
  measured: (value: number) => string;
  /** W → kW, or MW from 1 MW; three significant digits unless told otherwise. */
  power: (powerW: number, digits?: number) => Quantity;
  powerText: (powerW: number, digits?: number) => string;
  percent: (value: number, digits?: number) => string;
  /** `4 s ago`. */
  age: (ageMs: number) => string;
  /** The same in little room: `4s`. */
  ageShort: (ageMs: number) => string;
  time: (atMs: number, timeZone: string) => string;
  dateTime: (atMs: number, timeZone: string) => string;
  /** `21 Nov`. */
  day: (atMs: number, timeZone: string) => string;
  /** `21 Nov 2026`. */
  date: (atMs: number, timeZone: string) => string;
}

const clock: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

const dayOfYear: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

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

const gaugeDigits = (magnitude: number): number => {
  if (magnitude < 9.995) return 2;
  return magnitude < 99.95 ? 1 : 0;
};

/** In the largest unit of which there is a whole one. */
function ageIn(ageMs: number) {
  const [unit, unitMs] = ageUnits.find(([, ms]) => ageMs >= ms) ?? ageUnits[3];
  return { unit, count: Math.floor(ageMs / unitMs) };
}

function makeFormat(locale: string): Format {
  const fixed = kept((digits) => {
    const fractionDigits = Number(digits);
    return new Intl.NumberFormat(locale, {
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
      signDisplay: 'negative', // no minus before a zero
    });
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const lengths = kept(
    (unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
  );
  const times = kept((timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...clock }));
  const dates = kept((timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...date, ...clock }));
  const days = kept((timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...dayOfYear }));
  const wholeDates = kept((timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...date }));
  const number = (value: number, digits: number): string => fixed(String(digits)).format(value);
  const gauge = (value: number): string => number(value, gaugeDigits(Math.abs(value)));
  const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4, signDisplay: 'negative' });
  const scientific = new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits: 2 });
  const measured = (value: number): string => {
    const magnitude = Math.abs(value);
    if (magnitude >= 1e9 || (magnitude > 0 && magnitude < 1e-4)) return scientific.format(value);
    return magnitude >= 1_000 ? number(value, 0) : significant.format(value);
  };
  const power = (powerW: number, digits?: number): Quantity => {
    const isLarge = Math.abs(powerW) >= 1e6;
    const value = Math.abs(powerW) / (isLarge ? 1e6 : 1e3);
    return {
      value: digits === undefined ? gauge(value) : number(value, digits),
      unit: isLarge ? 'MW' : 'kW',
    };
  };
  return {
    number,
    gauge,
    measured,
    power,
    count: (value) => number(value, 0),
    powerText: (powerW, digits) => join(power(powerW, digits)),
    percent: (value, digits = 0) => `${number(value, digits)}${narrowSpace}%`,
    age: (ageMs) => {
      const { count, unit } = ageIn(ageMs);
      return relative.format(-count, unit);
    },
    ageShort: (ageMs) => {
      const { count, unit } = ageIn(ageMs);
      return lengths(unit).format(count);
    },
    time: (atMs, timeZone) => times(timeZone).format(atMs),
    dateTime: (atMs, timeZone) => dates(timeZone).format(atMs),
    day: (atMs, timeZone) => days(timeZone).format(atMs),
    date: (atMs, timeZone) => wholeDates(timeZone).format(atMs),
  };
}

export const join = ({ value, unit }: Quantity): string => `${value}${noBreakSpace}${unit}`;

/** The format of a language; made once. */
export const formatFor: (locale: string) => Format = kept(makeFormat);
