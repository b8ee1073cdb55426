import type { Reading } from '@kilowatch/contracts';
import type { HistoryBatch } from '@kilowatch/history-store';
import { comparePositions, type JournalPosition } from '@kilowatch/journal';
import { NewestReadings } from './newest-readings.js';
import { Chunk, type ChunkLimits, piecesOf } from './chunk.js';
import { type HiddenStretch, isInOrder, type WaitingBatch } from './waiting-batch.js';

export interface BacklogLimits extends ChunkLimits {
  /** Readings that are kept in memory; of more, the oldest stay in the journal only. */
  readonly readings: number;
  /** The same for the bytes of their records. */
  readonly bytes: number;
}

/** What is journalled and not confirmed by the store: the newest of it in memory, the rest by where it is in the journal. */
export class Backlog {
  private batches: WaitingBatch[] = []; // ascending
  private hidden: HiddenStretch[] = []; // ascending
  private readonly newestHidden = new NewestReadings();
  private loadedReadings = 0;
  private loadedBytes = 0;
  private hiddenReadings = 0;
  private taken: JournalPosition | undefined;
  private readonly names = new Set<string>();

  constructor(
    /** Everything before is confirmed, or hidden. */
    private known: JournalPosition,
    private readonly limits: BacklogLimits,
  ) {}

  /** Where the next record will be added: everything before is confirmed, or in `stretches`. */
  get end(): JournalPosition {
    return this.known;
  }

  get readings(): number {
    return this.loadedReadings + this.hiddenReadings;
  }

  get readingsHidden(): number {
    return this.hiddenReadings;
  }

  /** When the oldest of them was received, as far as it is known: UTC epoch ms. */
  get oldest(): number | undefined {
    const [hidden] = this.hidden;
    if (hidden) return hidden.oldestMs;
    return this.batches[0]?.batch.readings[0]?.receivedAtMs;
  }

  get isEmpty(): boolean {
    return this.batches.length === 0 && this.hidden.length === 0;
  }

  /** In memory, ascending. */
  get loaded(): readonly WaitingBatch[] {
    return this.batches;
  }

  /** In the journal only, ascending. */
  get stretches(): readonly HiddenStretch[] {
    return this.hidden;
  }

  /** The newest reading of each series of those that are in the journal only, as far as they have been seen. */
  get newestOfHidden(): Iterable<Reading> {
    return this.newestHidden;
  }

  get chunkReadings(): number {
    return this.limits.chunkReadings;
  }

  get hasRoom(): boolean {
    return this.loadedReadings < this.limits.readings && this.loadedBytes < this.limits.bytes;
  }

  /** Whether something of a kind could be written. */
  has(kind: 'live' | 'older' | 'bulk'): boolean {
    return this.batches.some(
      (one) =>
        this.isDue(one) &&
        (kind === 'bulk' ? one.isBulk : !one.isBulk && this.isLive(one) === (kind === 'live')),
    );
  }

  /**
   * What is durable since now; ascending, and behind everything that was added before. Returns what is left out because a
   * batch of that name waits already.
   */
  add(batches: readonly WaitingBatch[]): WaitingBatch[] {
    const [first, repeated] = this.sorted(batches);
    for (const one of first) {
      this.batches.push(one);
      this.count(one, 1);
    }
    this.known = batches.at(-1)?.next ?? this.known;
    this.hideSurplus();
    return repeated;
  }

  /** What is known of the journal from before the start; ascending. */
  addHidden(stretches: readonly HiddenStretch[]): void {
    this.hidden = [...this.hidden, ...stretches].sort((a, b) => comparePositions(a.from, b.from));
    for (const { readings } of stretches) this.hiddenReadings += readings;
  }

  /** Puts a stretch's batches, read from the journal, in its place. Returns what is left out, as `add` does. */
  load(stretch: HiddenStretch, batches: readonly WaitingBatch[]): WaitingBatch[] {
    this.hidden = this.hidden.filter((one) => one !== stretch);
    this.hiddenReadings -= stretch.readings;
    const [first, repeated] = this.sorted(batches);
    for (const one of first) this.count(one, 1);
    this.batches = [...first, ...this.batches].sort(byPosition);
    if (this.hidden.length === 0) this.newestHidden.clear();
    return repeated;
  }

  /**
   * The next batches for the store, ascending: those that depend on their order from the oldest on, once nothing older is
   * hidden; of the others the newest first, of those that were there at the last call at most `olderReadings`; imports where there
   * is room left.
   */
  take(olderReadings: number): { batches: WaitingBatch[]; olderReadings: number } {
    const chunk = new Chunk(this.limits);
    for (const one of this.batches) if (isInOrder(one) && this.isDue(one) && !chunk.add(one)) break;
    let older = 0;
    for (let i = this.batches.length - 1; i >= 0; i -= 1) {
      const one = this.batches[i]!;
      if (isInOrder(one) || one.isBulk || !this.isDue(one)) continue;
      const isLive = this.isLive(one);
      if (!isLive && older >= olderReadings) break;
      if (!chunk.add(one)) break;
      if (!isLive) older += Math.max(1, one.batch.readings.length);
    }
    for (const one of this.batches) if (one.isBulk && this.isDue(one) && !chunk.add(one)) break;
    this.taken = this.batches.at(-1)?.position ?? this.taken;
    for (const one of chunk.batches) one.state = 'underway';
    const batches = chunk.batches.sort(byPosition);
    return { batches, olderReadings: older };
  }

  /** Whether it has come since the last call of `take`. */
  private isLive({ position }: WaitingBatch): boolean {
    return this.taken === undefined || comparePositions(position, this.taken) > 0;
  }

  /** They are stored. */
  confirm(batches: readonly WaitingBatch[]): void {
    const gone = new Set(batches);
    this.batches = this.batches.filter((one) => !gone.has(one));
    for (const one of batches) this.count(one, -1);
    for (const { batch } of batches) this.names.delete(nameOf(batch));
  }

  /** They are not. */
  putBack(batches: readonly WaitingBatch[], state: 'waiting' | 'aside' = 'waiting'): void {
    for (const one of batches) one.state = state;
    this.hideSurplus();
  }

  retryAside(): void {
    for (const one of this.batches) if (one.state === 'aside') one.state = 'waiting';
  }

  /** Takes readings and originals out of what is in memory; `change` gives the batch without them. How many went. */
  remove(change: (one: WaitingBatch) => WaitingBatch['batch']): { points: number; messages: number } {
    const removed = { points: 0, messages: 0 };
    for (const one of this.batches) {
      const before = one.batch;
      one.batch = change(one);
      const points = before.readings.length - one.batch.readings.length;
      removed.points += points;
      removed.messages += before.messages.length - one.batch.messages.length;
      this.loadedReadings -= points;
    }
    return removed;
  }

  removeNewest(isGone: (reading: Reading) => boolean): void {
    this.newestHidden.remove(isGone);
  }

  /** All of it as stretches of the journal, ascending. */
  inStretches(): HiddenStretch[] {
    return [...this.hidden, ...piecesOf(this.batches, this.limits)].sort((a, b) =>
      comparePositions(a.from, b.from),
    );
  }

  private isDue(one: WaitingBatch): boolean {
    return one.state === 'waiting' && (this.hidden.length === 0 || !isInOrder(one));
  }

  /** Those whose names are new, and the others. */
  private sorted(batches: readonly WaitingBatch[]): [WaitingBatch[], WaitingBatch[]] {
    const first: WaitingBatch[] = [];
    const repeated: WaitingBatch[] = [];
    for (const one of batches) {
      const name = nameOf(one.batch);
      (this.names.has(name) ? repeated : first).push(one);
      this.names.add(name);
    }
    return [first, repeated];
  }

  private count({ batch, bytes }: WaitingBatch, sign: 1 | -1): void {
    this.loadedReadings += sign * batch.readings.length;
    this.loadedBytes += sign * bytes;
  }

  private hideSurplus(): void {
    const { readings, bytes, chunkReadings } = this.limits;
    if (this.loadedReadings <= readings + chunkReadings && this.loadedBytes <= bytes * 1.1) return;
    const surplus: WaitingBatch[] = [];
    const [live, bulk] = [
      this.batches.filter((one) => !one.isBulk),
      this.batches.filter((one) => one.isBulk),
    ];
    for (const one of [...bulk, ...live]) {
      if (this.loadedReadings <= readings && this.loadedBytes <= bytes) break;
      if (one.state === 'underway' || isInOrder(one)) continue;
      surplus.push(one);
      this.names.delete(nameOf(one.batch));
      this.count(one, -1);
      this.newestHidden.add(one.batch.readings);
    }
    const gone = new Set(surplus);
    this.batches = this.batches.filter((one) => !gone.has(one));
    this.addHidden(piecesOf(surplus.sort(byPosition), this.limits));
  }
}

const byPosition = (a: WaitingBatch, b: WaitingBatch): number => comparePositions(a.position, b.position);

const nameOf = ({ id }: HistoryBatch): string => `${id?.source}\0${id?.batch}`;
