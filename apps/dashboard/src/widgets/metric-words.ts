import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { Texts } from '../texts/en.js';
import { asPeopleCount } from './as-people-count.js';

/** One series of a device as it is shown. */
export interface ShownMetric {
  readonly key: string;
  readonly words: string;
  readonly unit: string;
  /** 0 is off, 1 is on. */
  readonly isSwitch: boolean;
}

/** What a switch says: `on`, `off`; undefined where its value is neither. */
export function switchWord(value: number, words: Pick<Texts['devices'], 'on' | 'off'>): string | undefined {
  if (value === 1) return words.on;
  return value === 0 ? words.off : undefined;
}

const suffixes: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/Kwh$/, 'kWh'],
  [/Wh$/, 'Wh'],
  [/Ppm$/, 'ppm'],
  [/Pct$/, '%'],
  [/Dbm$/, 'dBm'],
  [/Hpa$/, 'hPa'],
  [/Var$/, 'var'],
  [/(?<=[a-z])Va$/, 'VA'],
  [/(?<=[a-z0-9])V$/, 'V'],
  [/(?<=[a-z0-9])A$/, 'A'],
  [/(?<=[a-z0-9])W$/, 'W'],
  [/(?<=[a-z0-9])C$/, '°C'],
];

const plainWords = (metric: string): string => {
  const bare = suffixes.reduce((text, [suffix]) => text.replace(suffix, ''), metric) || metric;
  const spaced = bare.replaceAll('_', ' ').replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
};

/** What is measured, in words, whatever device measures it. */
export const metricWords = (metric: string, names: Texts['devices']['metric']): string =>
  (names as Readonly<Record<string, string>>)[metric] ?? plainWords(metric);

/** `CH4/0` is the first sensor for methane; where there are several each has its number. */
function partWords(part: string, all: ReadonlySet<string>): string {
  const [, name, place] = /^(.+)\/(\d+)$/.exec(part) ?? [];
  if (name === undefined) return part;
  const isOnly = place === '0' && !all.has(`${name}/1`);
  return isOnly ? name : `${name} #${Number(place) + 1}`;
}

/** A key as its metric and its index. */
export const splitKey = (key: string): [metric: string, part: string | undefined] => {
  const slash = key.indexOf('/');
  return slash < 0 ? [key, undefined] : [key.slice(0, slash), key.slice(slash + 1)];
};

const isSwitch = /(_status|State)$/;

/** What a device measures, in words of the language: what has a name first, in the order of the names, then the rest by key. */
export function shownMetrics(device: DeviceSnapshot, names: Texts['devices']['metric']): ShownMetric[] {
  const units = new Map(
    device.series?.map(({ metric, index, unit }) => [
      index === undefined ? metric : `${metric}/${index}`,
      unit,
    ]),
  );
  const ranks = new Map(Object.keys(names).map((name, rank) => [name, rank]));
  const rankOf = (key: string): number => ranks.get(splitKey(key)[0]) ?? ranks.size;
  const keys = Object.keys(device.metrics);
  const parts = new Set(keys.flatMap((key) => splitKey(key)[1] ?? []));
  return keys
    .sort((a, b) => rankOf(a) - rankOf(b) || asPeopleCount(a, b))
    .map((key) => {
      const [metric, part] = splitKey(key);
      const words = part === undefined ? metricWords(metric, names) : partWords(part, parts);
      return { key, words, unit: units.get(key) ?? unitIn(metric), isSwitch: isSwitch.test(metric) };
    });
}

/** The unit that the name of a metric ends with; empty: it says none. */
export const unitIn = (metric: string): string => suffixes.find(([suffix]) => suffix.test(metric))?.[1] ?? '';
