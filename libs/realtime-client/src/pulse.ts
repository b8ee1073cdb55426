import type { LiveModel } from './live-model.js';
import { expectsReports } from './staleness.js';

export interface PulseLimits {
  /** Silence of the devices after which something is wrong, where one of them should have reported. */
  readonly staleAfterMs: number;
  /** Silence of a server that beats after which nobody may believe in the connection any more. */
  readonly unheardAfterMs: number;
  /** And after which it is given up for a new one. */
  readonly deadAfterMs: number;
}

/** `stale`: no device is heard. `unheard`, `dead`: not even the server. */
export type Verdict = 'alive' | 'stale' | 'unheard' | 'dead';

/** Judges from what has come, and when, how alive a connection is: one whose cable was pulled looks open for a long time. */
export class Pulse {
  private heardAtMs = 0;
  private dataAtMs = 0;
  private judgedAtMs = 0;
  /** A server that has never beaten may be silent for as long as the devices are. */
  private hasBeaten = false;

  constructor(
    private readonly limits: PulseLimits,
    /** ms of a clock that only goes on. */
    private readonly steady: () => number,
  ) {}

  get checkEveryMs(): number {
    return Math.ceil(Math.min(this.limits.staleAfterMs / 4, this.limits.unheardAfterMs / 4));
  }

  opened(): void {
    this.hasBeaten = false;
    this.data();
    this.judgedAtMs = this.heardAtMs;
  }

  beat(): void {
    this.hasBeaten = true;
    this.heardAtMs = this.steady();
  }

  data(): void {
    this.heardAtMs = this.dataAtMs = this.steady();
  }

  judge(model: LiveModel): Verdict {
    const nowMs = this.steady();
    const wasAway = nowMs - this.judgedAtMs > this.limits.unheardAfterMs;
    this.judgedAtMs = nowMs;
    // The program was held up or asleep: what has come meanwhile is still to be read.
    if (wasAway) return 'alive';
    const unheardMs = this.hasBeaten ? nowMs - this.heardAtMs : 0;
    if (unheardMs > this.limits.deadAfterMs) return 'dead';
    if (unheardMs > this.limits.unheardAfterMs) return 'unheard';
    const silentMs = nowMs - this.dataAtMs;
    return silentMs > this.limits.staleAfterMs && expectsReports(model, silentMs) ? 'stale' : 'alive';
  }
}
