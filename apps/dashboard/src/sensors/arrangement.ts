import type { SensorSeries } from './sensor-series.js';

export const groupings = ['type', 'place', 'device'] as const;
export type Grouping = (typeof groupings)[number];
export const sortings = ['name', 'value', 'silence'] as const;
export type Sorting = (typeof sortings)[number];

/** What a reader wants to see of a list of series, and in which order. */
export interface Arrangement {
  readonly search: string;
  readonly grouping: Grouping;
  readonly sorting: Sorting;
}

export interface SeriesGroup {
  /** Undefined: what has no place. */
  readonly title: string | undefined;
  readonly series: readonly SensorSeries[];
}

/** The newest value of a series, and when its device was heard; of a list that is being sorted. */
export type NewestOf = (series: SensorSeries) => { value: number | undefined; heardAtMs: number };

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word of the search is somewhere in what is said of the series. */
function fits(series: SensorSeries, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { name, device, type, part, place, metric } = series;
  const said = folded([name, device, type, part, place, metric].filter(Boolean).join(' '));
  return words.every((word) => said.includes(word));
}

const byName = (a: SensorSeries, b: SensorSeries): number =>
  Number(a.isDemo) - Number(b.isDemo) || compare(a.name, b.name) || compare(a.key, b.key);

const { compare } = new Intl.Collator(undefined, { numeric: true });

const titleOf: Record<Grouping, (series: SensorSeries) => string | undefined> = {
  type: ({ type }) => type,
  place: ({ place }) => place,
  device: ({ name }) => name,
};
const groupKeyOf = (grouping: Grouping, series: SensorSeries): string =>
  grouping === 'device' ? series.device : (titleOf[grouping](series) ?? '');

/** The series that fit, in groups: by title, what has none last; within a group as wanted. Equal values stay in the order of names. */
export function arranged(
  all: readonly SensorSeries[],
  { search, grouping, sorting }: Arrangement,
  newestOf: NewestOf,
): SeriesGroup[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const fitting = all.filter((series) => fits(series, words)).sort(byName);
  const sorted = sorting === 'name' ? fitting : sortedBy(sorting, fitting, newestOf);
  return [...Map.groupBy(sorted, (series) => groupKeyOf(grouping, series)).values()]
    .map((series) => ({ title: titleOf[grouping](series[0]!), series }))
    .sort((a, b) => Number(a.title === undefined) - Number(b.title === undefined) || compareTitles(a, b));
}

const compareTitles = (a: SeriesGroup, b: SeriesGroup): number => compare(a.title ?? '', b.title ?? '');

/** The greatest value first; or what has been silent for longest. */
function sortedBy(
  sorting: Exclude<Sorting, 'name'>,
  series: readonly SensorSeries[],
  newestOf: NewestOf,
): SensorSeries[] {
  const weights = series.map((one) => {
    const { value, heardAtMs } = newestOf(one);
    return { one, weight: sorting === 'value' ? (value ?? -Infinity) : -heardAtMs };
  });
  return weights.sort((a, b) => (a.weight === b.weight ? 0 : b.weight - a.weight)).map(({ one }) => one);
}

/** The first so many series of all groups together. */
export function firstOf(groups: readonly SeriesGroup[], most: number): SeriesGroup[] {
  let room = most;
  return groups.flatMap((group) => {
    const series = group.series.slice(0, Math.max(0, room));
    room -= series.length;
    return series.length === 0 ? [] : [{ ...group, series }];
  });
}
