import { clientEvents, Fault, type Snapshot, watchRequest, type WatchRequest } from '@kilowatch/contracts';
import { issuesInWords } from '@kilowatch/service-kit';
import { Injectable } from '@nestjs/common';
import { FanOut } from './fan-out.js';
import { Laggards } from './laggards.js';
import { everything, nothing, type Reader } from './reader.js';
import type { SocketEvent } from './socket-event.js';
import { SocketRefusals } from './socket-refusals.js';

const known = Object.keys(clientEvents).join(', ');

const isKnown = (name: string): name is keyof typeof clientEvents => Object.hasOwn(clientEvents, name);

/** Checks and answers what sockets send. Whatever that is, the socket stays usable; only a flood closes it. */
@Injectable()
export class SocketInbox {
  constructor(
    private readonly fanOut: FanOut,
    private readonly laggards: Laggards,
    private readonly refusals: SocketRefusals,
  ) {}

  /** What the handshake says is to be followed; everything, as ever, where it says nothing of it. */
  watchedAtFirst(reader: Reader, atMs: number): WatchRequest {
    const payload: unknown = reader.socket.handshake.auth['watch'] ?? everything;
    const request = watchRequest.safeParse(payload);
    if (request.success) return request.data;
    const fault = new Fault('request.invalid', `watch: ${issuesInWords(request.error.issues)}`);
    this.refusals.refuse(reader, { name: 'handshake', payload, hasMore: false, ack: undefined }, fault, atMs);
    return nothing;
  }

  take(reader: Reader, event: SocketEvent, atMs: number): void {
    if (!reader.socket.connected) return; // cut off while this was already on its way
    const verdict = reader.rate.take(atMs);
    if (verdict === 'ignored') return this.refusals.count('request.rate-exceeded');
    if (verdict === 'flood') return this.laggards.cutOff(reader, 'it sent a flood of events');
    try {
      if (verdict === 'over') throw new Fault('request.rate-exceeded', 'too many events; wait for a second');
      const snapshot = this.reply(reader, event);
      if (event.ack) event.ack({ ok: true, snapshot });
      else reader.socket.emit('snapshot', snapshot);
    } catch (error) {
      this.refusals.refuse(reader, event, error, atMs);
    }
  }

  private reply(reader: Reader, { name, payload }: SocketEvent): Snapshot {
    if (!isKnown(name)) throw new Fault('socket.event-unknown', `unknown event; known are ${known}`);
    const request = clientEvents[name].payload.safeParse(payload);
    if (!request.success)
      throw new Fault('request.invalid', `${name}: ${issuesInWords(request.error.issues)}`);
    // A snapshot may be large: one that is not taken must not be followed by another.
    if (this.laggards.isBehind(reader))
      throw new Fault(
        'request.rate-exceeded',
        'too much is waiting to be taken by this socket; ask again later',
      );
    if (name === 'watch') reader.watch(request.data);
    return this.fanOut.snapshotFor(reader);
  }
}
