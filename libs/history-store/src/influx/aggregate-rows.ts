import { boundedMean } from '../aggregate.js';
import { compareInstants, type Instant } from './instant.js';

/** What the points of one series and window come to. */
export interface Aggregate {
  count: number;
  min: number;
  max: number;
  mean: number;
  last: number;
  lastAt: Instant;
}

/** Both together, as if their points had been aggregated at once. */
export function merged(a: Aggregate, b: Aggregate): Aggregate {
  const count = a.count + b.count;
  const [min, max] = [Math.min(a.min, b.min), Math.max(a.max, b.max)];
  const later = compareInstants(a.lastAt, b.lastAt) > 0 ? a : b;
  const mean = boundedMean((a.mean * a.count + b.mean * b.count) / count, min, max);
  return { count, min, max, mean, last: later.last, lastAt: later.lastAt };
}
