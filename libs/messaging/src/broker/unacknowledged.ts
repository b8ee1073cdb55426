import { comparePositions, type JournalPosition } from '@kilowatch/journal';

/** A message on the disk. */
export interface Journalled {
  /** Where; while it is being written, the end of the journal before it. */
  position: JournalPosition;
  readonly bytes: number;
}

/** What one session has not acknowledged, in the order of the journal. */
export class Unacknowledged {
  readonly messages = new Set<Journalled>();
  bytes = 0;

  /** Undefined when nothing waits. */
  get oldest(): Journalled | undefined {
    const [oldest] = this.messages;
    return oldest;
  }

  add(journalled: Journalled): void {
    this.messages.add(journalled);
    this.bytes += journalled.bytes;
  }

  remove(journalled: Journalled): void {
    if (this.messages.delete(journalled)) this.bytes -= journalled.bytes;
  }

  removeBefore(position: JournalPosition): void {
    for (let { oldest } = this; oldest && comparePositions(oldest.position, position) < 0; { oldest } = this)
      this.remove(oldest);
  }
}
