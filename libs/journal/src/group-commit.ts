import { setImmediate } from 'node:timers/promises';
import type { JournalPosition } from './journal-position.js';
import { recordBytesOf } from './record-format.js';

type Positions = readonly JournalPosition[];

/** What somebody waits for. */
export interface Waiting {
  readonly records: readonly Uint8Array[];
  readonly bytes: number;
  readonly resolve: (positions: Positions) => void;
  readonly reject: (error: Error) => void;
}

/** Collects what arrives while a commit runs into the next one. */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  /** @param commit settles everybody in the group; must not reject */
  constructor(
    private readonly mostBytes: number,
    private readonly commit: (group: readonly Waiting[]) => Promise<void>,
  ) {}

  add(records: readonly Uint8Array[]): Promise<Positions> {
    const bytes = records.reduce((sum, record) => sum + recordBytesOf(record), 0);
    const { promise, resolve, reject } = Promise.withResolvers<Positions>();
    this.waiting.push({ records, bytes, resolve, reject });
    this.running ??= this.run();
    return promise;
  }

  /** When all that has been added is settled. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    await setImmediate(); // what else this turn of the event loop adds shares the first commit
    while (this.waiting.length > 0) await this.commit(this.take());
    this.running = undefined;
  }

  /** The oldest, as many as fit into one commit. */
  private take(): readonly Waiting[] {
    let bytes = 0;
    const surplus = this.waiting.findIndex((one, i) => (bytes += one.bytes) > this.mostBytes && i > 0);
    const group = surplus < 0 ? this.waiting : this.waiting.slice(0, surplus);
    this.waiting = surplus < 0 ? [] : this.waiting.slice(surplus);
    return group;
  }
}
