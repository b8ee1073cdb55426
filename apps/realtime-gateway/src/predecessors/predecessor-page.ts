import type { predecessorServerEvents } from '@kilowatch/contracts';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type * as z from 'zod';
import type { EventRate } from '../event-rate.js';

export type PageEvents = {
  [E in keyof typeof predecessorServerEvents]: (
    payload: z.input<(typeof predecessorServerEvents)[E]>,
  ) => void;
};
export type PageEvent = keyof PageEvents;
export type PageNamespace = Namespace<DefaultEventsMap, PageEvents>;
export type PageSocket = Socket<DefaultEventsMap, PageEvents>;

/** What the page of the heat pump shows until it says otherwise. */
export const firstRange = '24h';

/** The room of those who see the graphs of a range. */
export const rangeRoom = (range: string): string => `range:${range}`;

/** One connected page of a predecessor. */
export class PredecessorPage {
  range: string | undefined;
  /** Questions that are being answered. */
  pending = 0;
  /** Since when more waits for it than it may leave untaken. */
  overflowingSinceMs: number | undefined;

  constructor(
    readonly socket: PageSocket,
    readonly rate: EventRate,
  ) {}

  /** Gets the graphs of this range from now on. */
  showRange(range: string): void {
    if (this.range !== undefined) void this.socket.leave(rangeRoom(this.range));
    this.range = range;
    void this.socket.join(rangeRoom(range));
  }
}
