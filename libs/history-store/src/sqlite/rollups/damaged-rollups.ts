import { Damaged } from '../chunks/words.js';
import type { RollupLevel } from './levels.js';

/** A block of roll-ups that is not as it was written: it can be made again as long as its points are kept. */
export class DamagedRollups extends Damaged {
  constructor(
    readonly series: number,
    readonly level: RollupLevel,
    readonly startMs: number,
    options?: ErrorOptions,
  ) {
    const [from, to] = [startMs, startMs + level.blockMs].map((atMs) => new Date(atMs).toISOString());
    super(`roll-ups (${level.name}) with a wrong checksum, from ${from} to ${to}`, options);
  }

  get endMs(): number {
    return this.startMs + this.level.blockMs;
  }
}
