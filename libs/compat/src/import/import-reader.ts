import type { PointBlock } from './point-block.js';

/** Reads a file line by line; what a line says does not depend on whether those before it could be read. */
export interface ImportReader {
  /** Nothing to be imported: empty, a comment, the heading. Fault: `request.invalid` for a heading that names no values. */
  isIdle(line: string): boolean;
  /** Adds the points of a line to the block, all or none of them; why not, when it cannot. */
  read(line: string, number: number, block: PointBlock): string | undefined;
}

/** Names remembered while a file is read; beyond, they are looked at anew. */
export const rememberedNames = 50_000;

/** A time so early is a mistake about the unit. */
export const earliestMs = 365 * 86_400_000;

export const tooEarly = (atMs: number, unit: string): string =>
  `the time is ${new Date(atMs).toISOString()}: is it really in ${unit}?`;
