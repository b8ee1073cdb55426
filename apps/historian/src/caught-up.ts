/**
 * Lets a question wait until what was confirmed to devices before it is journalled: from then on every answer has it. Questions that
 * come together wait together.
 */
export class CaughtUp {
  private underway: Promise<unknown> | undefined;
  private next: Promise<unknown> | undefined;

  /** @param catchUp resolves when what the broker has at its call is journalled, or it has waited long enough; never rejects */
  constructor(private readonly catchUp: () => Promise<unknown>) {}

  /** Resolves at the latest when waiting has been long enough: then the answer is what there is. */
  reached(): Promise<unknown> {
    if (!this.underway) return this.begin();
    // What is underway has begun before this question, and may not know of what that must see.
    this.next ??= this.underway.then(() => this.begin());
    return this.next;
  }

  private begin(): Promise<unknown> {
    this.next = undefined;
    const underway = this.catchUp().finally(() => {
      if (this.underway === underway) this.underway = undefined;
    });
    this.underway = underway;
    return underway;
  }
}
