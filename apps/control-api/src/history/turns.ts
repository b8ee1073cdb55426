import { Fault } from '@kilowatch/contracts';

/** So many at a time. */
export class Turns {
  private taken = 0;

  constructor(
    private readonly most: number,
    private readonly words: string,
  ) {}

  /** Gives the turn back when called; twice is once. Fault: `history.busy`. */
  take(): () => void {
    if (this.taken >= this.most)
      throw new Fault('history.busy', `${this.most} ${this.words} at a time: try again when one has ended`);
    this.taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.taken -= 1;
      isTaken = false;
    };
  }

  /** Works while it has a turn. Fault: `history.busy`. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const giveBack = this.take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}
