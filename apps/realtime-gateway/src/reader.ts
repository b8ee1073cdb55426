import { type ClientEvents, kindOf, type ServerEvents, type WatchRequest } from '@kilowatch/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { EventRate } from './event-rate.js';
import type { Missed } from './missed.js';

export type LiveNamespace = Namespace<ClientEvents, ServerEvents>;
export type LiveSocket = Socket<ClientEvents, ServerEvents>;

/** The room of those who follow every device. */
const roomOfAll = 'all';

export const everything: WatchRequest = { devices: 'all' };
export const nothing: WatchRequest = { devices: [] };

/** The room of readers whose first snapshot is still to come: a delta before it would look like a gap to them. */
export const waitingRoom = 'waiting';

const roomsOf = ({ devices = [], kinds = [] }: WatchRequest): string[] =>
  devices === 'all' ? [roomOfAll] : [...kinds, ...devices];

/** The rooms that hear of a device. Its id has a colon, no kind has: neither collides with another room. */
export const roomsFor = (device: string): string[] => [roomOfAll, kindOf(device), device];

/** One connected socket: what it follows, and what it has missed. */
export class Reader {
  watched = nothing;
  /** Present while the socket takes less than it is sent. */
  missed: Missed | undefined;
  /** Since when its backlog has been above the limit for closing. */
  overflowingSinceMs: number | undefined;

  constructor(
    readonly socket: LiveSocket,
    readonly rate: EventRate,
  ) {}

  get isWaiting(): boolean {
    return this.socket.rooms.has(waitingRoom);
  }

  wait(): void {
    void this.socket.join(waitingRoom);
  }

  waitNoMore(): void {
    void this.socket.leave(waitingRoom);
  }

  /** Follows this from now on, and nothing else. Whoever asks gets a snapshot in the answer and waits for none. */
  watch(watched: WatchRequest): void {
    this.waitNoMore();
    for (const room of roomsOf(this.watched)) void this.socket.leave(room);
    this.watched = watched;
    void this.socket.join(roomsOf(watched));
  }

  follows(device: string): boolean {
    return roomsFor(device).some((room) => this.socket.rooms.has(room));
  }
}
