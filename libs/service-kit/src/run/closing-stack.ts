type Close = () => Promise<void> | void;

/** What has been opened, closed in the opposite order; everything is closed even when a part fails. */
export class ClosingStack {
  private readonly closes: Close[] = [];
  private closed: Promise<void> | undefined;

  add(close: Close): void {
    this.closes.push(close);
  }

  close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.closes.toReversed()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, 'Several parts did not close');
  }
}
