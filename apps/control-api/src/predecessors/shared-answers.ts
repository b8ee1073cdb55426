import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { PredecessorQuestion } from '@kilowatch/contracts';
import { Clock } from '../clock.js';
import type { PredecessorAnswers } from './predecessor-answers.js';

const deflated = promisify(deflateRaw);

interface SharedAnswer {
  readonly madeAtMs: number;
  readonly packed: Promise<string>;
}

/** Answers, packed: whoever asks the same shortly after gets the same. Bounded; those made first go first. */
export class SharedAnswers {
  private readonly answers = new Map<string, SharedAnswer>();

  /** @param freshMs how long an answer is shared */
  constructor(
    private readonly of: PredecessorAnswers,
    private readonly clock: Clock,
    private readonly freshMs: number,
    private readonly capacity: number,
  ) {}

  /** base64 of the raw-deflated JSON. An answer that could not be made is not shared with those who ask later. */
  to(question: PredecessorQuestion): Promise<string> {
    const key = JSON.stringify(question);
    const nowMs = this.clock.now();
    const known = this.answers.get(key);
    if (known && Math.abs(nowMs - known.madeAtMs) < this.freshMs) return known.packed;
    const packed = this.packed(question);
    this.answers.delete(key);
    this.answers.set(key, { madeAtMs: nowMs, packed });
    this.makeRoom();
    packed.catch(() => {
      if (this.answers.get(key)?.packed === packed) this.answers.delete(key);
    });
    return packed;
  }

  private async packed(question: PredecessorQuestion): Promise<string> {
    const answer = this.of.to[question.of] as (question: PredecessorQuestion) => Promise<unknown>;
    return (await deflated(JSON.stringify(await answer(question)))).toString('base64');
  }

  private makeRoom(): void {
    for (const key of this.answers.keys()) {
      if (this.answers.size <= this.capacity) return;
      this.answers.delete(key);
    }
  }
}
