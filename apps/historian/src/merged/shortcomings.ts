import type { Entries, MaybePartial } from '@kilowatch/history-store';
import type { Overlay } from './overlay.js';
import type { StoreAnswer } from './store-reader.js';

const mostCharacters = 500; // of `partial` in the contracts

const timeText = (atMs: number): string => new Date(atMs).toISOString();

/** While nothing is taken, what was acknowledged to devices may wait in front of us. */
export function lacking<T extends MaybePartial>(answer: T, problem: string | undefined): T {
  if (problem === undefined || answer.partial !== undefined) return answer;
  return Object.assign(answer, {
    partial: `Nothing new is taken at present: ${problem}`.slice(0, mostCharacters),
  });
}

/** What an answer lacks, in words. */
export class Shortcomings {
  private readonly reasons: string[] = [];

  /** The store has not answered. */
  away(asked: StoreAnswer<unknown>): this {
    if ('away' in asked) this.reasons.push(asked.away);
    return this;
  }

  /** Something of this time is in the journal only. */
  hidden(overlay: Overlay, fromMs: number, toMs: number): this {
    const stretch = overlay.hidden(fromMs, toMs);
    if (stretch) this.lies(stretch);
    return this;
  }

  /** The newest of something may be in the journal only. */
  unseen(overlay: Overlay): this {
    const stretch = overlay.unseen();
    if (stretch) this.lies(stretch);
    return this;
  }

  get asMember(): MaybePartial {
    if (this.reasons.length === 0) return {};
    return { partial: this.reasons.join('. ').slice(0, mostCharacters) };
  }

  in<T>(entries: readonly T[]): Entries<T> {
    return Object.assign([...entries], this.asMember);
  }

  private lies({
    readings,
    oldestMs,
    newestMs,
  }: {
    readings: number;
    oldestMs: number;
    newestMs: number;
  }): void {
    this.reasons.push(
      `${readings} readings from ${timeText(oldestMs)} to ${timeText(newestMs)} wait in the journal for the store, too many to be shown before`,
    );
  }
}
