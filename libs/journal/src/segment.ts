import type { Stretch } from './scan-records.js';

/** A file of a journal, as it is known to be. */
export interface Segment {
  readonly number: number;
  readonly file: string;
  /** Where its last durable record ends: nothing is read beyond. */
  end: number;
  /** On the disk. */
  bytes: number;
  /** What of it is no record, ascending. */
  damaged: readonly Stretch[];
}

/** Where the next record can begin at or after `offset`. */
export const skipDamage = ({ damaged }: Segment, offset: number): number =>
  damaged.find(({ from, to }) => from <= offset && offset < to)?.to ?? offset;

/** Up to where bytes from `offset` on are records. */
export const soundUpTo = ({ damaged, end }: Segment, offset: number): number =>
  damaged.find(({ from }) => from >= offset)?.from ?? end;
