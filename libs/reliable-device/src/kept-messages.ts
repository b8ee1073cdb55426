/** Messages in the order of their numbers, without a gap: always the newest ones, from `keptFrom` up to the one before `nextSeq`. */
export class KeptMessages<T> {
  private bodies: T[] = [];
  /** Of `bodies`, those that are forgotten: cutting the array off for each one would cost its whole length. */
  private gone = 0;
  private first: number;

  /** @param firstSeq the number that the next message gets, at least 1 */
  constructor(
    private readonly mostMessages: number,
    firstSeq = 1,
  ) {
    this.first = firstSeq;
  }

  /** The lowest number that is kept, or the next one where nothing is. */
  get keptFrom(): number {
    return this.first;
  }

  get nextSeq(): number {
    return this.first + this.count;
  }

  get count(): number {
    return this.bodies.length - this.gone;
  }

  /** Keeps one more. The number of the oldest, which is lost for it, where there is no room. */
  add(body: T): number | undefined {
    const overflowed = this.count < this.mostMessages ? undefined : this.first;
    if (overflowed !== undefined) this.forgetUpTo(overflowed);
    this.bodies.push(body);
    return overflowed;
  }

  /** The message of a number that is kept. */
  body(seq: number): T {
    return this.bodies[this.gone + seq - this.first] as T;
  }

  /** Every number up to this one, which is below `nextSeq`. */
  forgetUpTo(seq: number): void {
    this.gone += seq + 1 - this.first;
    this.first = seq + 1;
    if (this.gone * 2 < this.bodies.length) return;
    this.bodies = this.bodies.slice(this.gone);
    this.gone = 0;
  }

  /** What is kept, the oldest first, as a device saves it that goes on after a restart. */
  all(): readonly T[] {
    return this.bodies.slice(this.gone);
  }
}
