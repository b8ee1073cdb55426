import { type BodyOf, deviceRegistered } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DemoDevice } from './demo-device.js';
import { DemoFleet } from './demo-fleet.js';

const { OnMessage } = handlersOf('simulator');

/** Hears from the registry that a real device has spoken: the demo devices of its kind are over for good. */
@Controller()
export class RetirementListener {
  constructor(
    private readonly battery: DemoDevice,
    private readonly fleet: DemoFleet,
  ) {}

  @OnMessage(deviceRegistered)
  async registered(@Payload() { device, isRetired }: BodyOf<typeof deviceRegistered>): Promise<void> {
    if (!isRetired) return;
    this.fleet.retire(device);
    if (device === this.battery.device) await this.battery.retire();
  }
}
