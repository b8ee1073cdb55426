import type { StatementSync } from 'node:sqlite';
import {
  Fault,
  type FaultCode,
  type KeptRefusal,
  type Refusal,
  refusal as refusalSchema,
  type RefusalChoice,
  type RefusedPayload,
  refusedPayload,
} from '@kilowatch/contracts';
import type { QuarantineEntry } from '@kilowatch/messaging';
import type { IngestFile } from './ingest-file.js';
import { QuarantineStatements } from './quarantine-statements.js';

export interface QuarantineLimits {
  /** Most refusals kept; and most bytes that they may take. The oldest go first. */
  readonly rows: number;
  readonly bytes: number;
}

export interface KeptWhole extends KeptRefusal {
  readonly payload?: RefusedPayload | undefined;
}

interface Row {
  readonly number: number;
  readonly refusal: string;
  readonly isWhole: 0 | 1;
}

interface WholeRow extends Row {
  readonly payload: string | null;
}

/** The newest refusals, in the file, and how many there have been of each reason. */
export class Quarantine {
  readonly #statements: QuarantineStatements;
  #rows: number;
  #bytes: number;

  constructor(
    private readonly file: IngestFile,
    private readonly limits: QuarantineLimits,
    private readonly isReplayable: (origin: string) => boolean,
  ) {
    this.#statements = new QuarantineStatements(file.database);
    const { rows, bytes } = this.#statements.size.get() as { rows: number; bytes: number };
    this.#rows = rows;
    this.#bytes = bytes;
  }

  /** Refusals since the file began, the ones no longer kept among them. */
  get total(): number {
    return Number(this.#statements.last.get()?.['seq'] ?? 0);
  }

  get rows(): number {
    return this.#rows;
  }

  /** What the kept ones take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Of each reason, since the file began. */
  get counts(): Partial<Record<FaultCode, number>> {
    return countsIn(this.#statements.counts);
  }

  /** Of each reason, of the kept ones. */
  get keptCounts(): Partial<Record<FaultCode, number>> {
    return countsIn(this.#statements.keptCounts);
  }

  /** Fault: `service.unavailable` while the file cannot be written. */
  add(entries: readonly QuarantineEntry[]): void {
    this.#write(() => {
      for (const { payload, ...refusal } of entries) this.#insert(refusal, payload);
      this.#trim();
    });
  }

  /** Newest first, fewer than the limit where they would make too large an answer. */
  list(limit: number, { before, code }: { before?: number | undefined; code?: FaultCode | undefined } = {}) {
    const { newest, newestOfCode } = this.#statements;
    const from = before ?? Number.MAX_SAFE_INTEGER;
    const rows = code === undefined ? newest.all(from, limit + 1) : newestOfCode.all(from, code, limit + 1);
    const page = pageOf(rows as unknown as Row[], limit);
    return {
      refusals: page.map((row) => this.#keptRefusalOf(row)),
      next: rows.length > page.length ? page.at(-1)?.number : undefined,
    };
  }

  /** Undefined when none of that number is kept. */
  get(number: number): KeptWhole | undefined {
    const row = this.#statements.whole.get(number) as unknown as WholeRow | undefined;
    if (!row) return undefined;
    const payload = row.payload === null ? undefined : refusedPayload.parse(JSON.parse(row.payload));
    return { ...this.#keptRefusalOf(row), ...(payload && { payload }) };
  }

  /** The chosen ones, oldest first. Numbers that are not kept are left out. */
  numbersOf(choice: RefusalChoice): number[] {
    const { all, ofCode } = this.#statements;
    if (choice.numbers)
      return [...new Set(choice.numbers)].sort((a, b) => a - b).filter((number) => this.#has(number));
    const rows = choice.code === undefined ? all.all() : ofCode.all(choice.code);
    return rows.map(({ number }) => Number(number));
  }

  /** Answers how many there were. Fault as {@link add}. */
  delete(numbers: readonly number[]): number {
    let deleted = 0;
    this.#write(() => {
      for (const number of numbers) deleted += this.#remove(this.#statements.remove, number);
    });
    return deleted;
  }

  /** Refused again, for another reason perhaps: number and time stay. Fault as {@link add}. */
  refuseAgain(refusals: readonly { readonly number: number; readonly fault: Fault }[]): void {
    this.#write(() => {
      for (const { number, fault } of refusals) {
        const row = this.#statements.byNumber.get(number) as unknown as Row | undefined;
        if (!row) continue;
        const again = { ...refusalOf(row), code: fault.code, reason: fault.message.slice(0, 2_000) };
        this.#statements.change.run(JSON.stringify(again), fault.code, number);
      }
    });
  }

  #insert(refusal: Refusal, payload: RefusedPayload | undefined): void {
    const text = JSON.stringify(refusal);
    const payloadText = payload ? JSON.stringify(payload) : null;
    const bytes = Buffer.byteLength(text) + Buffer.byteLength(payloadText ?? '');
    this.#statements.insert.run(text, refusal.code, payloadText, bytes);
    this.#statements.count.run(refusal.code);
    this.#rows += 1;
    this.#bytes += bytes;
  }

  #trim(): void {
    const { rows, bytes } = this.limits;
    while (this.#rows > rows || this.#bytes > bytes)
      if (this.#remove(this.#statements.removeOldest) === 0) return;
  }

  #remove(statement: StatementSync, ...parameters: number[]): number {
    const removed = statement.get(...parameters) as { bytes: number } | undefined;
    if (!removed) return 0;
    this.#rows -= 1;
    this.#bytes -= removed.bytes;
    return 1;
  }

  #has(number: number): boolean {
    return this.#statements.byNumber.get(number) !== undefined;
  }

  #write(work: () => void): void {
    const before = [this.#rows, this.#bytes] as const;
    try {
      this.file.write(work, { isDurable: true });
    } catch (error) {
      [this.#rows, this.#bytes] = before;
      throw new Fault('service.unavailable', this.file.problem() ?? 'the quarantine cannot be written', {
        cause: error,
      });
    }
  }

  #keptRefusalOf(row: Row): KeptRefusal {
    const refusal = refusalOf(row);
    const isReplayable = row.isWhole === 1 && this.isReplayable(refusal.origin);
    return { ...refusal, number: row.number, isReplayable };
  }
}

function countsIn(statement: StatementSync): Partial<Record<FaultCode, number>> {
  const rows = statement.all() as { code: FaultCode; total: number }[];
  return Object.fromEntries(rows.map(({ code, total }) => [code, total]));
}

const mostPageCharacters = 128 * 1024; // of up to three bytes each

function pageOf(rows: readonly Row[], limit: number): readonly Row[] {
  let characters = 0;
  const end = rows.findIndex(({ refusal }) => (characters += refusal.length) > mostPageCharacters);
  return rows.slice(0, Math.min(limit, end === -1 ? limit : Math.max(1, end)));
}

const refusalOf = (row: Row): Refusal => refusalSchema.parse(JSON.parse(row.refusal));
