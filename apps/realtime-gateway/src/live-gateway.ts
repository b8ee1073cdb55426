import { socketNamespace } from '@kilowatch/contracts';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { broadcastAtOnce } from './broadcast-at-once.js';
import { encodeSnapshotsOnce, joinFrames } from './engine-internals.js';
import { EventRate } from './event-rate.js';
import { FanOut } from './fan-out.js';
import { GatewaySettings } from './gateway-settings.js';
import { Newcomers } from './newcomers.js';
import { type LiveNamespace, type LiveSocket, Reader } from './reader.js';
import { socketEventOf } from './socket-event.js';
import { SocketInbox } from './socket-inbox.js';
import { socketOptions } from './socket-options.js';

/** The socket of ours. Nothing of it is said on the namespace of the predecessors. */
@WebSocketGateway({ ...socketOptions, namespace: socketNamespace })
export class LiveGateway implements OnGatewayInit<LiveNamespace>, OnGatewayConnection<LiveSocket> {
  constructor(
    private readonly fanOut: FanOut,
    private readonly newcomers: Newcomers,
    private readonly inbox: SocketInbox,
    private readonly settings: GatewaySettings,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    joinFrames(namespace);
    broadcastAtOnce(namespace);
    encodeSnapshotsOnce(namespace);
    this.fanOut.serve(namespace);
  }

  handleConnection(socket: LiveSocket): void {
    const reader = new Reader(socket, new EventRate(this.settings.readers.eventsPerS));
    // Not `socket.on`: every event comes by here, the unknown ones too, and none goes further.
    socket.use((packet) => this.inbox.take(reader, socketEventOf(packet), this.settings.now()));
    socket.once('disconnect', () => {
      this.newcomers.leave(reader);
      this.fanOut.leave(reader);
    });
    const watched = this.inbox.watchedAtFirst(reader, this.settings.now());
    if (this.fanOut.join(reader, watched)) this.newcomers.welcome(reader);
  }
}
