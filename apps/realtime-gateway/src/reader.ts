import type { ClientEvents, ServerEvents, WatchRequest } from '@kilowatch/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { EventRate } from './event-rate.js';
import type { Missed } from './missed.js';

export type LiveNamespace = Namespace<ClientEvents, ServerEvents>;
export type LiveSocket = Socket<ClientEvents, ServerEvents>;

/** The room of those who follow every device. */
const everything = 'all';

const roomsOf = (devices: WatchRequest['devices']): string[] => (devices === 'all' ? [everything] : devices);

/** The rooms that hear of a device. Device ids have a colon and collide with no other room. */
export const roomsFor = (device: string): string[] => [everything, device];

/** One connected socket: what it follows, and what it has missed. */
export class Reader {
  devices: WatchRequest['devices'] = [];
  /** Present while the socket takes less than it is sent. */
  missed: Missed | undefined;
  /** Since when its backlog has been above the limit for closing. */
  overflowingSinceMs: number | undefined;

  constructor(
    readonly socket: LiveSocket,
    readonly rate: EventRate,
  ) {}

  /** Follows these devices from now on, and no others. */
  watch(devices: WatchRequest['devices']): void {
    for (const room of roomsOf(this.devices)) void this.socket.leave(room);
    this.devices = devices;
    void this.socket.join(roomsOf(devices));
  }

  follows(device: string): boolean {
    return roomsFor(device).some((room) => this.socket.rooms.has(room));
  }
}
