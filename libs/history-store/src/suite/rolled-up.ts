import type { HistoryLevel, Reading, SeriesName } from '@kilowatch/contracts';
import type { HistoryStore } from '../history-store.js';
import { aReading, batchOf } from './fixtures.js';
import { tabled } from './summed.js';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const utc = (text: string): number => Date.parse(`${text}Z`);

/** Readings of one series every so often, with values that repeat seldom. */
export const every = (
  stepMs: number,
  fromMs: number,
  toMs: number,
  parts: Partial<Reading> = {},
): Reading[] =>
  Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, (_, i) =>
    aReading({ value: ((i * 37) % 1_009) / 8, ...parts, atMs: fromMs + i * stepMs }),
  );

export const edgesEvery = (stepMs: number, fromMs: number, toMs: number): Float64Array =>
  Float64Array.from({ length: (toMs - fromMs) / stepMs + 1 }, (_, i) => fromMs + i * stepMs);

export const append = async (store: HistoryStore, readings: readonly Reading[]): Promise<void> => {
  for (let i = 0; i < readings.length; i += 5_000)
    await store.append([batchOf(...readings.slice(i, i + 5_000))]);
};

/** The level of an answer, and its columns. */
export async function answered(
  store: HistoryStore,
  edgesMs: Float64Array,
  name: SeriesName = { device: 'battery:b1', metric: 'socPct' },
): Promise<{ level: HistoryLevel; table: ReturnType<typeof tabled> }> {
  const [entry] = await store.series({ series: [name], edgesMs });
  if (!entry) throw new Error(`Nothing was answered for ${name.device}`);
  return { level: entry.level, table: tabled(entry) };
}
