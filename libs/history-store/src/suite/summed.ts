import type { SeriesName } from '@kilowatch/contracts';
import type { HistoryStore, SeriesAsked, SeriesWindows } from '../history-store.js';
import { timeWeightedMeans } from '../time-weights.js';
import { t0 } from './fixtures.js';

/** A question for one series of the mothers, between edges given in seconds after t0. */
export const edgesAt = (...seconds: readonly number[]): Float64Array =>
  Float64Array.from(seconds, (s) => t0 + s * 1_000);

export const socPct: SeriesName = { device: 'battery:b1', metric: 'socPct' };

/** Every column as plain numbers; null where there is none. */
export const tabled = ({ sums }: SeriesWindows) => {
  const column = (values: Float64Array) => Array.from(values, (x) => (Number.isNaN(x) ? null : x + 0));
  return {
    count: column(sums.count),
    min: column(sums.min),
    max: column(sums.max),
    sum: column(sums.sum),
    last: column(sums.last),
    lastAtMs: column(sums.lastAtMs),
    firstAtMs: column(sums.firstAtMs),
  };
};

/** The only series that was asked for. Throws when the answer has none or several. */
export async function one(store: HistoryStore, asked: Omit<SeriesAsked, 'series'>): Promise<SeriesWindows> {
  const answer = await store.series({ series: [socPct], ...asked });
  if (answer.length !== 1) throw new Error(`One series was asked for, ${answer.length} were answered`);
  return answer[0] as SeriesWindows;
}

/** Time-weighted means between edges; null where no value counted. */
export async function weightedMeans(store: HistoryStore, edgesMs: Float64Array): Promise<(number | null)[]> {
  const { sums, before } = await one(store, { edgesMs, isTimeWeighted: true });
  return Array.from(timeWeightedMeans(sums, before), (mean) => (Number.isNaN(mean) ? null : mean));
}
