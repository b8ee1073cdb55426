import type { Chunk } from './chunks/chunk.js';
import type { ChunkTable } from './chunks/chunk-table.js';
import { PointColumns } from './chunks/point-columns.js';

/** Points of a series that follow one another: a block as it lies in its chunk, or points from `from` to before `to`. */
export type Piece =
  | { readonly chunk: Chunk; readonly block: number }
  | { readonly points: PointColumns; readonly from: number; readonly to: number };

export interface Position {
  readonly atMs: number;
  readonly ordinal: number;
}

/**
 * The points of a series in order, hot ones and sealed ones: all from a position to before `toMs`, and maybe some around them that
 * lie in the same blocks. A piece is good until the next is taken.
 */
export function* walk(
  chunks: ChunkTable,
  series: number,
  hot: PointColumns,
  start: Position,
  toMs: number,
): Generator<Piece> {
  let from = hot.before(start.atMs, start.ordinal);
  const end = hot.before(toMs);
  for (const stored of chunks.from(series, start.atMs, start.ordinal, toMs)) {
    const chunk = chunks.read(stored);
    for (let block = chunk.blockAt(start.atMs, start.ordinal); block < chunk.blocks; block++) {
      const atMs = chunk.firstAtMs(block);
      if (atMs >= toMs) break;
      if (from === end) {
        yield { chunk, block };
        continue;
      }
      const before = Math.min(end, hot.before(atMs, chunk.firstOrdinal(block)));
      if (before > from) yield { points: hot, from, to: before };
      from = before;
      const within = Math.min(end, hot.before(chunk.lastAtMs(block), chunk.lastOrdinal(block)));
      if (within === from) {
        yield { chunk, block };
        continue;
      }
      const points = new PointColumns();
      chunk.read(block, points);
      points.merge(hot.slice(from, within));
      from = within;
      yield { points, from: 0, to: points.length };
    }
  }
  if (from < end) yield { points: hot, from, to: end };
}
