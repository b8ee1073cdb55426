import type { Snapshot, WatchRequest } from '@kilowatch/contracts';

/** Different watches of one turn that are kept; of more, each gets its own. */
const mostWatches = 100;

/** The snapshots of this turn of the event loop, until something changes: those who ask together for the same get the same one. */
export class SnapshotsOfNow {
  private readonly byWatch = new Map<string, Snapshot>();
  private clearing: NodeJS.Immediate | undefined;

  constructor(private readonly make: (watched: WatchRequest) => Snapshot) {}

  of(watched: WatchRequest): Snapshot {
    const key = JSON.stringify(watched);
    const known = this.byWatch.get(key);
    if (known) return known;
    const snapshot = this.make(watched);
    if (this.byWatch.size < mostWatches) this.byWatch.set(key, snapshot);
    this.clearing ??= setImmediate(() => this.clear());
    return snapshot;
  }

  clear(): void {
    clearImmediate(this.clearing);
    this.clearing = undefined;
    this.byWatch.clear();
  }
}
