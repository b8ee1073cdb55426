import type { StatementSync } from 'node:sqlite';
import { Fault, refusal, type Refusal } from '@kilowatch/contracts';
import type { IngestFile } from './ingest-file.js';

/** The newest refusals, in the file, and the number of all there have been. */
export class Quarantine {
  readonly #insert: StatementSync;
  readonly #trim: StatementSync;
  readonly #newest: StatementSync;
  readonly #last: StatementSync;

  constructor(
    private readonly file: IngestFile,
    private readonly maxRows: number,
  ) {
    const { database } = file;
    this.#insert = database.prepare('INSERT INTO refusals (refusal) VALUES (?)');
    this.#trim = database.prepare('DELETE FROM refusals WHERE number <= ?');
    this.#newest = database.prepare('SELECT refusal FROM refusals ORDER BY number DESC LIMIT ?');
    this.#last = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'refusals'");
  }

  /** Fault: `service.unavailable` while the file cannot be written. */
  add(refusals: readonly Refusal[]): void {
    try {
      this.file.write(() => {
        for (const each of refusals) this.#insert.run(JSON.stringify(each));
        this.#trim.run(this.total - this.maxRows);
      });
    } catch (error) {
      throw new Fault('service.unavailable', this.file.problem() ?? 'the quarantine cannot be written', {
        cause: error,
      });
    }
  }

  /** Refusals since the file began, the ones no longer kept among them. */
  get total(): number {
    return Number(this.#last.get()?.['seq'] ?? 0);
  }

  newest(limit: number): Refusal[] {
    return this.#newest.all(limit).map((row) => refusal.parse(JSON.parse(String(row['refusal']))));
  }
}
