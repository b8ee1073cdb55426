/** How a unit stands to the base of its dimension: `base = value × factor + offset`, or a move of the decimal point. */
export interface Unit {
  readonly symbol: string;
  readonly dimension: string;
  /** Decimals to the base, where it is no more than that: exact. */
  readonly decimals?: number;
  readonly factor: number;
  readonly offset: number;
}

interface Dimension {
  /** What values are stored in where the metric does not say otherwise. */
  readonly canonical: string;
  /** Powers of ten of the base. */
  readonly decimal: Readonly<Record<string, number>>;
  /** Factor and offset to the base. */
  readonly other?: Readonly<Record<string, readonly [factor: number, offset?: number]>>;
}

const dimensions: Readonly<Record<string, Dimension>> = {
  current: { canonical: 'A', decimal: { A: 0, µA: -6, mA: -3, kA: 3 } },
  voltage: { canonical: 'V', decimal: { V: 0, µV: -6, mV: -3, kV: 3 } },
  power: { canonical: 'W', decimal: { W: 0, µW: -6, mW: -3, kW: 3, MW: 6, GW: 9 } },
  apparentPower: { canonical: 'VA', decimal: { VA: 0, mVA: -3, kVA: 3, MVA: 6 } },
  reactivePower: { canonical: 'var', decimal: { var: 0, mvar: -3, kvar: 3, Mvar: 6 } },
  energy: {
    canonical: 'kWh',
    decimal: { kWh: 0, mWh: -6, Wh: -3, MWh: 3, GWh: 6 },
    other: { J: [1 / 3.6e6], kJ: [1 / 3_600], MJ: [1 / 3.6], GJ: [1_000 / 3.6], Wmin: [1 / 60_000] },
  },
  charge: { canonical: 'Ah', decimal: { Ah: 0, mAh: -3 } },
  temperature: { canonical: '°C', decimal: { '°C': 0 }, other: { '°F': [5 / 9, -160 / 9], K: [1, -273.15] } },
  ratio: { canonical: '%', decimal: { '%': 0, '‰': -1 } },
  concentration: { canonical: 'ppm', decimal: { ppm: 0, ppb: -3, 'vol%': 4 } },
  pressure: {
    canonical: 'hPa',
    decimal: { hPa: 0, Pa: -2, kPa: 1, MPa: 4, mbar: 0, bar: 3 },
    other: { psi: [68.947572932], inHg: [33.863886667], mmHg: [1.333223874], atm: [1_013.25] },
  },
  frequency: { canonical: 'Hz', decimal: { Hz: 0, mHz: -3, kHz: 3, MHz: 6 } },
  illuminance: { canonical: 'lx', decimal: { lx: 0, klx: 3 } },
  signal: { canonical: 'dBm', decimal: { dBm: 0 } },
  flow: {
    canonical: 'L/min',
    decimal: { 'L/min': 0 },
    other: { 'L/s': [60], 'L/h': [1 / 60], 'm³/h': [1_000 / 60] },
  },
};

/** Other ways to write them, in lower case. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  '°C': ['c', 'degc', 'deg c', '° c', '℃', 'celsius', 'degrees celsius', 'ºc'],
  '°F': ['f', 'degf', 'deg f', '° f', '℉', 'fahrenheit', 'degrees fahrenheit', 'ºf'],
  K: ['kelvin'],
  A: ['amp', 'amps', 'ampere', 'amperes'],
  V: ['volt', 'volts'],
  W: ['watt', 'watts'],
  VA: ['voltampere'],
  µA: ['ua', 'μa'],
  µV: ['uv', 'μv'],
  µW: ['uw', 'μw'],
  lx: ['lux'],
  '%': ['percent', 'pct', '%rh', '% rh', 'rh%'],
  'vol%': ['%vol', '% vol', 'vol %', 'vol-%'],
  hPa: ['hectopascal'],
  Hz: ['hertz'],
  'L/min': ['lpm'],
  'm³/h': ['m3/h'],
  Wmin: ['watt-minute', 'watt-minutes'],
};

const bySymbol = new Map<string, Unit>();
const byLowerCase = new Map<string, Unit>();
const canonicalOf = new Map<string, Unit>();
const canonicalSymbols = new Set<string>();

// A small m is milli and a capital M mega: "mw" is no MW.
const isMega = (symbol: string): boolean => symbol.startsWith('M');

function enter(unit: Unit): void {
  bySymbol.set(unit.symbol, unit);
  if (!isMega(unit.symbol)) byLowerCase.set(unit.symbol.toLowerCase(), unit);
}

for (const [dimension, { canonical, decimal, other = {} }] of Object.entries(dimensions)) {
  for (const [symbol, decimals] of Object.entries(decimal))
    enter({ symbol, dimension, decimals, factor: 10 ** decimals, offset: 0 });
  for (const [symbol, [factor, offset = 0]] of Object.entries(other))
    enter({ symbol, dimension, factor, offset });
  canonicalOf.set(dimension, bySymbol.get(canonical)!);
  canonicalSymbols.add(canonical);
}
for (const [symbol, others] of Object.entries(spellings))
  for (const other of others) byLowerCase.set(other, bySymbol.get(symbol)!);

/** The unit of a text as devices write it; undefined where we do not know it. */
export function unitNamed(text: string): Unit | undefined {
  const exact = bySymbol.get(text);
  if (exact) return exact;
  const lower = text.toLowerCase();
  return isMega(text) ? bySymbol.get(`M${withoutMega(lower)}`) : byLowerCase.get(lower);
}

/** `MWH` as `MWh`: what follows the mega is read without regard to case. */
const withoutMega = (lower: string): string => byLowerCase.get(lower.slice(1))?.symbol ?? '';

/** Whether a number with this unit is stored as it is, where its metric wants no other. */
export const isCanonicalUnit = (text: string): boolean => canonicalSymbols.has(text);

/** What a dimension is stored in. */
export const canonicalUnitOf = ({ dimension }: Unit): Unit => canonicalOf.get(dimension)!;
