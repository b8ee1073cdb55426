import { Fault } from '@kilowatch/contracts';
import type { Connection } from './connection/connection.js';

export interface StandingParts {
  readonly connection: Connection;
  readonly filters: () => Record<string, 0 | 1>;
  readonly deadlineMs: number;
  readonly onGranted: () => void;
}

/** The subscriptions of a connection: asked for whenever it comes up or they get more, and known to be granted or not. */
export class Standing {
  private isGranted = false;
  private waiting: PromiseWithResolvers<void> | undefined;
  private round = 0;
  private timer: NodeJS.Timeout | undefined;
  private refusal: string | undefined;

  constructor(private readonly parts: StandingParts) {}

  get problem(): string | undefined {
    return this.isGranted ? undefined : (this.refusal ?? 'The broker has not granted the subscriptions yet');
  }

  /** Undefined once granted; rejects with `broker.disconnected`. */
  pending(): Promise<void> | undefined {
    return this.isGranted ? undefined : this.waiting?.promise;
  }

  subscribe(): void {
    const { connection, filters, deadlineMs } = this.parts;
    const round = this.begin();
    this.timer = setTimeout(() => connection.drop('the broker did not answer a subscription'), deadlineMs);
    connection.subscribe(filters()).then(
      () => this.granted(round),
      (error: unknown) => this.refused(round, error instanceof Error ? error.message : String(error)),
    );
  }

  onDown(): void {
    this.begin();
    this.waiting?.reject(new Fault('broker.disconnected', 'The connection to the broker was lost'));
    this.waiting = undefined;
  }

  // What an earlier round still hears is about a connection, or a list of filters, that is no longer ours.
  private begin(): number {
    clearTimeout(this.timer);
    this.isGranted = false;
    this.waiting ??= pendingOf();
    this.round += 1;
    return this.round;
  }

  private refused(round: number, reason: string): void {
    if (round !== this.round) return;
    this.refusal = `Subscription refused: ${reason}`;
    this.parts.connection.drop(reason);
  }

  private granted(round: number): void {
    if (round !== this.round) return;
    clearTimeout(this.timer);
    this.refusal = undefined;
    this.isGranted = true;
    this.waiting?.resolve();
    this.waiting = undefined;
    this.parts.onGranted();
  }
}

const pendingOf = (): PromiseWithResolvers<void> => {
  const pending = Promise.withResolvers<void>();
  pending.promise.catch(() => undefined); // for whoever asks meanwhile
  return pending;
};
