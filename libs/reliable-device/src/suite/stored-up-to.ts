import type { MessageNumber } from '../reliable-sender.js';

/** The other side, as docs/reliable-devices.md asks for it: what of one life has arrived, and up to where without a gap. */
export class StoredUpTo {
  readonly arrived = new Set<number>();
  private upTo = 0;

  constructor(private readonly boot: string) {}

  take({ seq, keptFrom }: MessageNumber): void {
    this.arrived.add(seq);
    this.upTo = Math.max(this.upTo, keptFrom - 1);
    while (this.arrived.has(this.upTo + 1)) this.upTo++;
  }

  get acknowledgement(): { boot: string; seq: number } {
    return { boot: this.boot, seq: this.upTo };
  }
}
