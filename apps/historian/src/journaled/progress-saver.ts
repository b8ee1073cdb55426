import type { Journal } from '@kilowatch/journal';
import type { Log } from '@kilowatch/service-kit';
import type { Backlog } from './backlog.js';
import type { Deletions } from './deletions.js';
import type { ProgressFile } from './progress-file.js';

/** Writes down now and then how far the store has come, and lets go of what of the journal is not needed any more. */
export class ProgressSaver {
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private said: string | undefined;
  private isClosed = false;

  constructor(
    private readonly parts: {
      readonly file: ProgressFile;
      readonly journal: Journal;
      readonly backlog: Backlog;
      readonly deletions: Deletions;
      readonly everyMs: number;
      readonly log: Log;
    },
  ) {}

  /** Something has changed: it will be saved soon. */
  touch(): void {
    if (this.timer || this.isClosed) return;
    this.timer = setTimeout(() => {
      this.save().then(
        () => (this.said = undefined),
        (error: unknown) => {
          this.say(`How far the store has come cannot be written down: ${String(error)}`);
          this.touch(); // a full journal has room again when it is: nothing else may come before
        },
      );
    }, this.parts.everyMs);
    this.timer.unref();
  }

  /** Resolves when it is durable. */
  save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.catch(() => undefined).then(() => this.write());
    return this.saving;
  }

  /** The last time: what comes later is for the next process, which has the journal then. */
  close(): Promise<void> {
    this.isClosed = true;
    return this.save();
  }

  /** Once for each reason. */
  private say(text: string): void {
    if (text !== this.said) this.parts.log.warn({}, text);
    this.said = text;
  }

  private async write(): Promise<void> {
    const { file, journal, backlog, deletions } = this.parts;
    const waiting = backlog.inStretches();
    const { end } = backlog;
    const oldest = waiting[0]?.from ?? end;
    deletions.stored(oldest);
    await file.write({ journal: journal.id, end, waiting, deletions: deletions.all });
    await journal.release(oldest);
  }
}
