import { comparePositions } from '@kilowatch/journal';
import { type HiddenStretch, joined, stretchOf, type WaitingBatch } from './waiting-batch.js';

export interface ChunkLimits {
  /** Readings in one write, and in one piece of what is in the journal only. */
  readonly chunkReadings: number;
  /** Bytes of records in one write. */
  readonly chunkBytes: number;
}

/** Collects batches up to the bounds of one write; one fits always. */
export class Chunk {
  readonly batches: WaitingBatch[] = [];
  private readings = 0;
  private bytes = 0;

  constructor(private readonly limits: ChunkLimits) {}

  /** False when it does not fit any more. */
  add(one: WaitingBatch): boolean {
    this.readings += one.batch.readings.length;
    this.bytes += one.bytes;
    const isOver = this.readings > this.limits.chunkReadings || this.bytes > this.limits.chunkBytes;
    if (isOver && this.batches.length > 0) return false;
    this.batches.push(one);
    return true;
  }
}

/** Where in the journal these lie, ascending as they are: what follows each other is one piece, up to the size of a chunk. */
export function piecesOf(
  batches: readonly WaitingBatch[],
  { chunkReadings }: Pick<ChunkLimits, 'chunkReadings'>,
): HiddenStretch[] {
  const pieces: HiddenStretch[] = [];
  for (const one of batches) {
    const [last, next] = [pieces.at(-1), stretchOf(one)];
    const isJoined =
      last && comparePositions(last.to, next.from) === 0 && last.readings + next.readings <= chunkReadings;
    if (isJoined) pieces[pieces.length - 1] = joined(last, next);
    else pieces.push(next);
  }
  return pieces;
}
