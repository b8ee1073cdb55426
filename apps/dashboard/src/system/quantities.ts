const bytesPerUnit = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
  ['byte', 1],
] as const;

const msPerUnit = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

type Unit = (typeof bytesPerUnit)[number][0] | (typeof msPerUnit)[number][0];

const formats = new Map<string, Intl.NumberFormat>();

/** Intl objects are slow to make and are kept. */
function inUnit(locale: string, unit: Unit, digits: number): Intl.NumberFormat {
  const key = `${locale} ${unit} ${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short', // the short one of English has no plural
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format;
}

const digitsOf = (value: number, isCountable: boolean): number => {
  if (isCountable || value >= 99.95) return 0;
  return value >= 9.995 ? 1 : 2;
};

/** `182 MB`: decimal units, three significant digits. */
export function bytesText(bytes: number, locale: string): string {
  const [unit, size] = bytesPerUnit.find(([, each]) => bytes >= each) ?? bytesPerUnit[3];
  const value = bytes / size;
  return inUnit(locale, unit, digitsOf(value, unit === 'byte')).format(value);
}

/** `3 days 4 hr`: the two largest units, of which the second is left out when it is 0. */
export function durationText(ms: number, locale: string): string {
  const first = msPerUnit.findIndex(([, each]) => ms >= each);
  if (first === -1) return inUnit(locale, 'second', 0).format(0);
  const [unit, size] = msPerUnit[first]!;
  const [nextUnit, nextSize] = msPerUnit[first + 1] ?? [];
  const rest = nextSize === undefined ? 0 : Math.floor((ms % size) / nextSize);
  const parts = [inUnit(locale, unit, 0).format(Math.floor(ms / size))];
  if (nextUnit && rest > 0) parts.push(inUnit(locale, nextUnit, 0).format(rest));
  return parts.join(' ');
}
