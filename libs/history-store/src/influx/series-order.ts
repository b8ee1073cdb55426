import { compareText } from '../aggregate.js';

interface Named {
  readonly metric: string;
  readonly index?: string | undefined;
}

/** The order of series of one device in answers. */
export const compareMetrics = (a: Named, b: Named): number =>
  compareText(a.metric, b.metric) || compareText(a.index ?? '', b.index ?? '');

/** Numbers a series, so that a cursor of another question is noticed: FNV-1a, 32 bits. */
export function seriesNumber({ metric, index }: Named): number {
  let hash = 0x811c9dc5;
  for (const character of `${metric}\0${index ?? ''}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193) >>> 0;
  }
  return hash;
}
