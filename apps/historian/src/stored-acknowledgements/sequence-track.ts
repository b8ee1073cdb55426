import type { DeviceSequence } from '@kilowatch/contracts';

/** Numbers that were never heard of and are not kept any more by the device. */
export interface SequenceGap {
  readonly first: number;
  readonly last: number;
  /** How many of them. */
  readonly missing: number;
}

/** Out of order, and waiting for those before; of more, the device sends again what is not acknowledged. */
const mostAhead = 10_000;

/** How far one life of a device's counter has been journalled without a hole. */
export class SequenceTrack {
  private readonly ahead = new Set<number>();

  /** Everything up to `journalled` is in the journal. */
  private constructor(private journalled: number) {}

  /** Of a life that was not known: what the device does not keep any more was acknowledged before, or is nobody's to miss. */
  static begin({ keptFrom }: Pick<DeviceSequence, 'keptFrom'>): SequenceTrack {
    return new SequenceTrack(keptFrom - 1);
  }

  /** Of a life that was acknowledged so far. */
  static goOn(seq: number): SequenceTrack {
    return new SequenceTrack(seq);
  }

  /** The cumulative acknowledgement. */
  get seq(): number {
    return this.journalled;
  }

  /** A message is in the journal. Returns the gap that it tells of. */
  add({ seq, keptFrom }: Pick<DeviceSequence, 'seq' | 'keptFrom'>): SequenceGap | undefined {
    const gap = this.liftTo(keptFrom - 1);
    if (seq > this.journalled && this.ahead.size < mostAhead) this.ahead.add(seq);
    this.advance();
    return gap;
  }

  /** It has been acknowledged up to there before. */
  raise(seq: number): void {
    if (seq <= this.journalled) return;
    this.journalled = seq;
    this.advance();
  }

  private liftTo(floor: number): SequenceGap | undefined {
    const first = this.journalled + 1;
    if (floor < first) return undefined;
    const known = [...this.ahead].filter((seq) => seq <= floor).length;
    this.journalled = floor;
    const missing = floor - first + 1 - known;
    return missing > 0 ? { first, last: floor, missing } : undefined;
  }

  private advance(): void {
    while (this.ahead.delete(this.journalled + 1)) this.journalled += 1;
    for (const seq of this.ahead) if (seq <= this.journalled) this.ahead.delete(seq);
  }
}
