import { type DeviceEntry, deviceRegistered } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { RetiredDevices } from './retired-devices.js';

const { OnMessage } = handlersOf('historian');

/** Hears of devices that retire; retained entries repeat it after each start. */
@Controller()
export class RegistryListener {
  constructor(private readonly retired: RetiredDevices) {}

  @OnMessage(deviceRegistered)
  async registered(@Payload() { device, isRetired }: DeviceEntry): Promise<void> {
    if (isRetired) await this.retired.retire(device);
  }
}
