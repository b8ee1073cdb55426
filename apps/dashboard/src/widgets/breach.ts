import type { Threshold } from '@kilowatch/contracts';
import type { ValueMark } from '@kilowatch/charts';
import { concernOf } from '../registry/thresholds.js';
import type { Texts } from '../texts/en.js';

/** A value beyond a threshold, and which one that is. */
export interface Breach {
  readonly concern: 'warning' | 'critical';
  readonly limit: number;
  readonly side: 'above' | 'below';
}

/** The worst threshold that a value is beyond; undefined: none. */
export function breachOf(value: number, threshold: Threshold | undefined): Breach | undefined {
  const concern = concernOf(value, threshold);
  if (!threshold || concern === undefined || concern === 'good') return undefined;
  const { [`${concern}Above` as const]: above, [`${concern}Below` as const]: below } = threshold;
  if (above !== undefined && value > above) return { concern, limit: above, side: 'above' };
  return below === undefined ? undefined : { concern, limit: below, side: 'below' };
}

const lines = [
  ['criticalAbove', 'critical', 'bad'],
  ['warningAbove', 'warning', 'warning'],
  ['warningBelow', 'warning', 'warning'],
  ['criticalBelow', 'critical', 'bad'],
] as const;

/** Thresholds as lines across a chart, each with its word. */
export const marksOf = (threshold: Threshold | undefined, { limits }: Texts): ValueMark[] =>
  lines.flatMap(([name, concern, colour]) => {
    const value = threshold?.[name];
    return value === undefined ? [] : [{ value, label: limits[concern], colour }];
  });
