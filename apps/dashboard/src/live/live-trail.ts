/** Time and value of one sample; the tuple that charts take. */
export type Sample = readonly [atMs: number, value: number];

/** Samples per metric of a moving window, bounded in time and number. */
export interface Trail {
  readonly series: ReadonlyMap<string, readonly Sample[]>;
}

export interface TrailLimits {
  /** Older samples are dropped. */
  fromMs: number;
  /** Of one metric; beyond it every other old sample goes. */
  maxSamples: number;
}

export interface TrailReading {
  metric: string;
  value: number;
  atMs: number;
}

export const emptyTrail: Trail = { series: new Map() };

/** Adds readings in whatever order they come; a sample with the same time replaces the one before. */
export function extendTrail(trail: Trail, readings: readonly TrailReading[], limits: TrailLimits): Trail {
  const series = new Map(trail.series);
  const grouped = Map.groupBy(readings, ({ metric }) => metric);
  for (const [metric, added] of grouped) {
    const samples = added.map(({ atMs, value }): Sample => [atMs, value]);
    series.set(metric, bounded(merged(series.get(metric) ?? [], samples), limits));
  }
  return { series };
}

function merged(known: readonly Sample[], added: readonly Sample[]): readonly Sample[] {
  const sorted = added.toSorted(([a], [b]) => a - b);
  const isAppended = (known.at(-1)?.[0] ?? -Infinity) < (sorted[0]?.[0] ?? Infinity);
  if (isAppended && new Set(sorted.map(([atMs]) => atMs)).size === sorted.length)
    return [...known, ...sorted];
  const byTime = new Map([...known, ...added].map((sample) => [sample[0], sample]));
  return [...byTime.values()].sort(([a], [b]) => a - b);
}

function bounded(samples: readonly Sample[], { fromMs, maxSamples }: TrailLimits): readonly Sample[] {
  const first = samples.findIndex(([atMs]) => atMs >= fromMs);
  const recent = first === -1 ? [] : samples.slice(first);
  if (recent.length <= maxSamples) return recent;
  const half = Math.floor(recent.length / 2);
  return recent.filter((_, i) => i >= half || i % 2 === 0);
}
