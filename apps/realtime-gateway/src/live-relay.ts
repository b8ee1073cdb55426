import {
  type BodyOf,
  chargeCommanded,
  type ChargeMessage,
  commandChanged,
  type CommandState,
  type DeviceEntry,
  deviceRegistered,
  dischargeCommanded,
  type DischargeMessage,
  deviceState,
  type Reading,
  telemetry,
  type TelemetryBatch,
} from '@kilowatch/contracts';
import { readLegacyCommand } from '@kilowatch/compat';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FanOut } from './fan-out.js';
import { GatewayCounters } from './gateway-counters.js';
import { readingsOf } from './device-state.js';
import { LiveState } from './live-state.js';
import { PredecessorRelay } from './predecessors/predecessor-relay.js';

type Arrival = Pick<Reading, 'receivedAtMs' | 'ordinal'>;
type DeviceState = BodyOf<typeof deviceState>;

const { OnMessage } = handlersOf('realtime-gateway');

/** Turns what the services and the command topics say into live values, and tells the readers. */
@Controller()
export class LiveRelay {
  private commands = 0;

  constructor(
    private readonly live: LiveState,
    private readonly fanOut: FanOut,
    private readonly counters: GatewayCounters,
    private readonly predecessors: PredecessorRelay,
  ) {}

  @OnMessage(telemetry)
  relay(@Payload() batch: TelemetryBatch): void {
    this.fanOut.publish(this.live.apply(batch.readings));
    this.predecessors.relay(batch);
  }

  @OnMessage(deviceState)
  fill(@Payload() state: DeviceState): void {
    this.fanOut.publish(this.live.apply(readingsOf(state)));
  }

  @OnMessage(deviceRegistered)
  register(@Payload() entry: DeviceEntry): void {
    this.predecessors.register(entry);
    this.fanOut.publish(this.live.register(entry));
  }

  @OnMessage(commandChanged)
  tell(@Payload() command: CommandState): void {
    this.fanOut.publish([{ event: 'command', device: command.device, body: command }]);
  }

  @OnMessage(chargeCommanded)
  charge(@Payload() message: ChargeMessage, @Ctx() received: Received<typeof chargeCommanded>): void {
    this.command(received, (arrival) => readLegacyCommand('charge', message, arrival));
  }

  @OnMessage(dischargeCommanded)
  discharge(
    @Payload() message: DischargeMessage,
    @Ctx() received: Received<typeof dischargeCommanded>,
  ): void {
    this.command(received, (arrival) => readLegacyCommand('discharge', message, arrival));
  }

  // A retained command is what somebody wanted once; the historian reports it.
  private command({ receivedAtMs, isRetained }: Received, read: (arrival: Arrival) => Reading): void {
    if (isRetained) {
      this.counters.retainedCommands += 1;
      return;
    }
    // Of two commands of the same millisecond the later one counts.
    this.commands += 1;
    this.fanOut.publish(this.live.apply([read({ receivedAtMs, ordinal: this.commands })]));
  }
}
