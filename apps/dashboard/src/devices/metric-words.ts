import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { Texts } from '../texts/en.js';

/** One series of a device as it is shown. */
export interface ShownMetric {
  readonly key: string;
  readonly words: string;
  readonly unit: string;
}

const units: readonly (readonly [suffix: RegExp, unit: string])[] = [
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
  const bare = units.reduce((text, [suffix]) => text.replace(suffix, ''), metric) || metric;
  const spaced = bare.replaceAll('_', ' ').replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
};

/** `CH4/0` is the first sensor for methane; of several each has its number. */
const partWords = (part: string): string => part.replace(/\/(\d+)$/, (_, index) => ` #${Number(index) + 1}`);

/** What a device measures, in words of the language, by name. */
export function shownMetrics(device: DeviceSnapshot, names: Texts['devices']['metric']): ShownMetric[] {
  const registered = new Map(
    device.series?.map(({ metric, index, unit }) => [
      index === undefined ? metric : `${metric}/${index}`,
      unit,
    ]),
  );
  return Object.keys(device.metrics).map((key) => {
    const slash = key.indexOf('/');
    const metric = slash < 0 ? key : key.slice(0, slash);
    const known = (names as Readonly<Record<string, string>>)[metric] ?? plainWords(metric);
    const words = slash < 0 ? known : partWords(key.slice(slash + 1));
    return { key, words, unit: registered.get(key) ?? unitIn(metric) };
  });
}

const unitIn = (metric: string): string => units.find(([suffix]) => suffix.test(metric))?.[1] ?? '';
