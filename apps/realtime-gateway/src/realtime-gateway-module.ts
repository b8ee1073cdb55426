import { MessagingClient } from '@kilowatch/messaging';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { RealtimeGatewayConfig } from './config.js';
import { FanOut } from './fan-out.js';
import { GatewayCounters } from './gateway-counters.js';
import { GatewayLog } from './gateway-log.js';
import { GatewaySettings } from './gateway-settings.js';
import { HistoryPriming } from './history-priming.js';
import { Laggards } from './laggards.js';
import { LiveGateway } from './live-gateway.js';
import { LiveRelay } from './live-relay.js';
import { LiveState } from './live-state.js';
import { SocketInbox } from './socket-inbox.js';
import { SocketRefusals } from './socket-refusals.js';

/** Live values from the broker to sockets. */
@Module({})
export class RealtimeGatewayModule {
  static with({ config, door, log, now }: ServiceContext<RealtimeGatewayConfig>): DynamicModule {
    const settings = new GatewaySettings(config, now);
    return {
      module: RealtimeGatewayModule,
      controllers: [LiveRelay],
      providers: [
        { provide: MessagingClient, useValue: door.client },
        { provide: GatewayLog, useValue: log },
        { provide: GatewaySettings, useValue: settings },
        { provide: LiveState, useValue: new LiveState(settings.live) },
        GatewayCounters,
        Laggards,
        FanOut,
        SocketRefusals,
        SocketInbox,
        LiveGateway,
        HistoryPriming,
      ],
    };
  }
}
