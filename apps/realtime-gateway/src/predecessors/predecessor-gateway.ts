import { predecessorNamespace } from '@kilowatch/contracts';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { EventRate } from '../event-rate.js';
import { GatewaySettings } from '../gateway-settings.js';
import { socketEventOf } from '../socket-event.js';
import { socketOptions } from '../socket-options.js';
import { NewestGas } from './newest-gas.js';
import { PredecessorInbox } from './predecessor-inbox.js';
import { type PageNamespace, PredecessorPage, type PageSocket } from './predecessor-page.js';
import { PredecessorPages } from './predecessor-pages.js';

/** The socket of the predecessors' pages. */
@WebSocketGateway({ ...socketOptions, namespace: predecessorNamespace })
export class PredecessorGateway implements OnGatewayInit<PageNamespace>, OnGatewayConnection<PageSocket> {
  constructor(
    private readonly pages: PredecessorPages,
    private readonly inbox: PredecessorInbox,
    private readonly gas: NewestGas,
    private readonly settings: GatewaySettings,
  ) {}

  afterInit(namespace: PageNamespace): void {
    this.pages.serve(namespace);
  }

  handleConnection(socket: PageSocket): void {
    const page = new PredecessorPage(socket, new EventRate(this.settings.readers.eventsPerS));
    // Every event comes by here, the unknown ones too, and none goes further.
    socket.use((packet) => void this.inbox.take(page, socketEventOf(packet), this.settings.now()));
    socket.once('disconnect', () => this.pages.leave(page));
    if (this.pages.join(page)) void this.gas.greet(page);
  }
}
