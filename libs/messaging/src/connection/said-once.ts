/** Lets a reason through when it is not the one that was said last. */
export class SaidOnce {
  private last: string | undefined;

  isNew(reason: string): boolean {
    if (reason === this.last) return false;
    this.last = reason;
    return true;
  }

  /** What comes next is news again. */
  forget(): void {
    this.last = undefined;
  }
}
