import type { SeriesColumns } from '@kilowatch/charts';
import type { CommandSample } from './commanded.js';

/** Windows with their extremes; between two that do not touch the line is broken. */
export function windowColumns(samples: readonly CommandSample[], stepMs: number): SeriesColumns {
  const broken = { value: NaN, min: NaN, max: NaN };
  const entries = samples.flatMap((sample, i) => {
    const { atMs } = samples[i - 1] ?? sample;
    return sample.atMs - atMs > 1.5 * stepMs ? [{ ...broken, atMs: atMs + stepMs / 2 }, sample] : [sample];
  });
  const column = (name: keyof CommandSample) => Float64Array.from(entries, (entry) => entry[name]);
  return { atMs: column('atMs'), value: column('value'), min: column('min'), max: column('max') };
}
