import type { Aggregate, WindowColumns } from '@kilowatch/contracts';
import { boundedMean, type SeriesWindows, timeWeightedMeans } from '@kilowatch/history-store';

type NumberOf = (i: number) => number | null;

/** What is no JSON number: a sum beyond the largest, or nothing. */
const finite = (value: number): number =>
  Number.isFinite(value) ? value : Math.sign(value) * Number.MAX_VALUE;

/** The windows of a series that have readings, as compact columns; `starts` are those of all windows, UTC epoch ms. */
export function columnsOf(
  entry: SeriesWindows,
  starts: Float64Array,
  aggregates: readonly Aggregate[],
): WindowColumns {
  const { name, sums, level } = entry;
  const filled = Array.from(sums.count.keys()).filter((i) => sums.count[i]! > 0);
  const columns = [...new Set(aggregates)].map((aggregate) => {
    const numberOf = numbersOf(entry, aggregate);
    return [aggregate, filled.map((i) => numberOf(i))] as const;
  });
  return {
    ...name,
    atMs: filled.map((i) => starts[i]!),
    ...(Object.fromEntries(columns) as Partial<WindowColumns>),
    level,
  };
}

function numbersOf({ sums, before }: SeriesWindows, aggregate: Aggregate): NumberOf {
  switch (aggregate) {
    case 'count':
      return (i) => sums.count[i]!;
    case 'min':
      return (i) => sums.min[i]!;
    case 'max':
      return (i) => sums.max[i]!;
    case 'last':
      return (i) => sums.last[i]!;
    case 'sum':
      return (i) => finite(sums.sum[i]!);
    case 'mean':
      return (i) => boundedMean(sums.sum[i]! / sums.count[i]!, sums.min[i]!, sums.max[i]!);
    case 'timeWeightedMean': {
      const means = timeWeightedMeans(sums, before);
      return (i) => (Number.isNaN(means[i]!) ? null : finite(means[i]!));
    }
  }
}
