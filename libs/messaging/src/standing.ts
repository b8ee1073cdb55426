import { Fault } from '@kilowatch/contracts';
import type { Connection } from './connection/connection.js';

export interface StandingParts {
  readonly connection: Connection;
  readonly filters: () => Record<string, 0 | 1>;
  readonly deadlineMs: number;
  readonly onGranted: () => void;
}

/** The subscriptions of a connection: asked for whenever it comes up, and known to be granted or not. */
export class Standing {
  private granted: Promise<void> | undefined;
  private isGranted = false;
  private abandon: () => void = () => undefined;

  constructor(private readonly parts: StandingParts) {}

  get problem(): string | undefined {
    return this.isGranted ? undefined : 'The broker has not granted the subscriptions yet';
  }

  /** Undefined once granted; rejects with `broker.disconnected`. */
  pending(): Promise<void> | undefined {
    return this.isGranted ? undefined : this.granted;
  }

  subscribe(): void {
    const { connection, filters, deadlineMs } = this.parts;
    this.onDown();
    const timer = setTimeout(() => connection.drop('the broker did not answer a subscription'), deadlineMs);
    this.granted = new Promise((resolve, reject) => {
      this.abandon = () => {
        clearTimeout(timer);
        reject(new Fault('broker.disconnected', 'The connection to the broker was lost'));
      };
      connection.subscribe(filters()).then(
        () => {
          clearTimeout(timer);
          this.isGranted = true;
          resolve();
          this.parts.onGranted();
        },
        (error: unknown) => connection.drop(`a subscription was refused: ${String(error)}`),
      );
    });
    this.granted.catch(() => undefined); // for whoever asks meanwhile
  }

  onDown(): void {
    this.isGranted = false;
    this.abandon();
  }
}
