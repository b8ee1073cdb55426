interface Waiting {
  readonly isAlone: boolean;
  readonly begin: () => void;
}

/**
 * Lets many through beside each other, or one alone, in the order in which they came: an answer that is put together from the
 * store and from what waits for it must not be overtaken by a write that moves readings from the one to the other.
 */
export class Gate {
  private readonly waiting: Waiting[] = [];
  private inside = 0;
  private isClosed = false;

  /** With others of the kind, but no `alone`. */
  beside<T>(work: () => Promise<T>): Promise<T> {
    return this.pass(false, work);
  }

  /** While nobody else is inside. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.pass(true, work);
  }

  private async pass<T>(isAlone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.waiting.push({ isAlone, begin });
      this.admit();
    });
    try {
      return await work();
    } finally {
      this.inside -= 1;
      this.isClosed = false;
      this.admit();
    }
  }

  private admit(): void {
    for (let [first] = this.waiting; first; [first] = this.waiting) {
      if (this.isClosed || (first.isAlone && this.inside > 0)) return;
      this.waiting.shift();
      this.inside += 1;
      this.isClosed = first.isAlone;
      first.begin();
    }
  }
}
