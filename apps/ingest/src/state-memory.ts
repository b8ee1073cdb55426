import { type BodyOf, deviceState } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { DeviceRegistry } from './device-registry.js';
import { DeviceStates } from './device-states.js';

const { OnMessage } = handlersOf('ingest');

/** After a restart the broker still has the states of the run before. */
@Controller()
export class StateMemory {
  constructor(
    private readonly states: DeviceStates,
    private readonly registry: DeviceRegistry,
  ) {}

  @OnMessage(deviceState)
  remember(
    @Payload() state: BodyOf<typeof deviceState>,
    @Ctx() received: Received<typeof deviceState>,
  ): void {
    if (received.isRetained && this.registry.isActive(state.device)) this.states.restore(state);
  }
}
