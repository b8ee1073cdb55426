import { BoundedMap } from '../bounded-map.js';

const mostPumps = 1_000;

/** What a reader remembers of each pump, within bounds. */
export class Pumps<T> {
  private readonly known = new BoundedMap<string, T>(mostPumps);

  constructor(private readonly fresh: (device: string) => T) {}

  of(device: string): T {
    const before = this.known.get(device);
    if (before) return before;
    const pump = this.fresh(device);
    this.known.set(device, pump);
    return pump;
  }
}
