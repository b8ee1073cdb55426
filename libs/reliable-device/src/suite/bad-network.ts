import { type MessageNumber, type ReliableLimits, ReliableSender } from '../reliable-sender.js';
import { StoredUpTo } from './stored-up-to.js';

type Acknowledgement = StoredUpTo['acknowledgement'];

/** What may happen between a device and the history; numbers choose one of what is on its way, or say how long. */
export type Happening =
  | readonly ['reports' | 'acknowledges' | 'cut' | 'connects']
  | readonly ['delivers' | 'repeats' | 'loses', 'message' | 'acknowledgement', number]
  | readonly ['waits', number];

const boot = 'life-1';

/** A device that reports its own numbers, a history, and a network between them that loses, repeats and reorders. */
export class BadNetwork {
  nowMs = 0;
  readonly overflowed = new Set<number>();
  readonly history = new StoredUpTo(boot);
  /** In the order in which they were sent. */
  readonly sent: MessageNumber[] = [];
  readonly sender: ReliableSender<number>;
  private readonly messages: MessageNumber[] = [];
  private readonly acknowledgements: Acknowledgement[] = [];

  constructor(limits: Partial<ReliableLimits>) {
    this.sender = new ReliableSender<number>({
      boot,
      limits,
      publish: (body, number) => {
        if (body !== number.seq) throw new Error(`${number.seq} is sent with the body of ${body}`);
        this.sent.push(number);
        this.messages.push(number);
      },
      onOverflow: (seq) => this.overflowed.add(seq),
    });
  }

  happen([what, ...how]: Happening): void {
    const [kind, which] = how as ['message' | 'acknowledgement', number];
    const actions = {
      reports: () => this.sender.add(this.sender.nextSeq, this.nowMs),
      acknowledges: () => this.acknowledgements.push(this.history.acknowledgement),
      cut: () => this.sender.disconnected(),
      connects: () => this.sender.connected(this.nowMs),
      delivers: () => this.deliver(kind, which, false),
      repeats: () => this.deliver(kind, which, true),
      loses: () =>
        void taken<unknown>(kind === 'message' ? this.messages : this.acknowledgements, which, false),
      waits: () => this.wait(how[0] as number),
    };
    actions[what]();
  }

  /** From now on everything arrives, in order; for as long as it takes, but not for ever. */
  heal(): void {
    this.sender.connected(this.nowMs);
    for (let turn = 0; turn < 100 && this.sender.all().length > 0; turn++) {
      while (this.messages.length > 0) this.deliver('message', 0, false);
      this.acknowledgements.push(this.history.acknowledgement);
      while (this.acknowledgements.length > 0) this.deliver('acknowledgement', 0, false);
      this.wait(1_000);
    }
  }

  private wait(ms: number): void {
    this.nowMs += ms;
    this.sender.tick(this.nowMs);
  }

  private deliver(kind: 'message' | 'acknowledgement', which: number, isKept: boolean): void {
    if (kind === 'message') {
      const message = taken(this.messages, which, isKept);
      if (message) this.history.take(message);
    } else {
      const acknowledgement = taken(this.acknowledgements, which, isKept);
      if (acknowledgement) this.sender.stored(acknowledgement, this.nowMs);
    }
  }
}

function taken<T>(list: T[], which: number, isKept: boolean): T | undefined {
  const place = which % Math.max(1, list.length);
  return isKept ? list[place] : list.splice(place, 1)[0];
}
