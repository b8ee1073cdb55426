import type { GatewayFigures } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { RealtimeGatewayConfig } from './config.js';
import { FanOut } from './fan-out.js';
import { GatewayCounters } from './gateway-counters.js';
import { GatewayLog } from './gateway-log.js';
import { GatewaySettings } from './gateway-settings.js';
import { Heartbeat } from './heartbeat.js';
import { HistoryPriming } from './history-priming.js';
import { Laggards } from './laggards.js';
import { LiveGateway } from './live-gateway.js';
import { LiveRelay } from './live-relay.js';
import { LiveState } from './live-state.js';
import { Newcomers } from './newcomers.js';
import { PlacesWarning } from './places-warning.js';
import { DemoRule } from './predecessors/demo-rule.js';
import { GraphUpdates } from './predecessors/graph-updates.js';
import { NewestGas } from './predecessors/newest-gas.js';
import { PredecessorAnswers } from './predecessors/predecessor-answers.js';
import { PredecessorGateway } from './predecessors/predecessor-gateway.js';
import { PredecessorInbox } from './predecessors/predecessor-inbox.js';
import { PredecessorPages } from './predecessors/predecessor-pages.js';
import { PredecessorRelay } from './predecessors/predecessor-relay.js';
import { SocketInbox } from './socket-inbox.js';
import { SocketRefusals } from './socket-refusals.js';

/** Live values from the broker to sockets. */
@Module({})
export class RealtimeGatewayModule {
  static with(context: ServiceContext<RealtimeGatewayConfig>): DynamicModule {
    const { config, door, log, details, now } = context;
    const settings = new GatewaySettings(config, now);
    const counters = new GatewayCounters();
    const live = new LiveState(settings.live);
    const figuresOfLive = (): GatewayFigures => ({
      devicesWithoutPlace: live.places.devicesWithout,
      devicePlaces: settings.live.devices,
    });
    details.add(() => ({ figures: { ...counters.figures, ...figuresOfLive() } }));
    return {
      module: RealtimeGatewayModule,
      controllers: [LiveRelay],
      providers: [
        { provide: MessagingClient, useValue: door.client },
        { provide: GatewayLog, useValue: log },
        { provide: GatewaySettings, useValue: settings },
        { provide: LiveState, useValue: live },
        { provide: GatewayCounters, useValue: counters },
        Laggards,
        FanOut,
        Newcomers,
        Heartbeat,
        PlacesWarning,
        SocketRefusals,
        SocketInbox,
        LiveGateway,
        HistoryPriming,
        { provide: DemoRule, useValue: new DemoRule(settings.live) },
        PredecessorPages,
        PredecessorAnswers,
        NewestGas,
        GraphUpdates,
        PredecessorRelay,
        PredecessorInbox,
        PredecessorGateway,
      ],
    };
  }
}
