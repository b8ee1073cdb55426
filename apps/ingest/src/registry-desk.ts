import { type BodyOf, deviceChange, deviceForget, type ReplyOf } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DeviceDirectory } from './device-directory.js';

const { OnRequest } = handlersOf('ingest');

/** Takes down what people say of devices. */
@Controller()
export class RegistryDesk {
  constructor(private readonly directory: DeviceDirectory) {}

  @OnRequest(deviceChange)
  async change(
    @Payload() { device, settings }: BodyOf<typeof deviceChange>,
  ): Promise<ReplyOf<typeof deviceChange>> {
    return { entry: this.directory.change(device, settings) };
  }

  @OnRequest(deviceForget)
  async forget(@Payload() { device }: BodyOf<typeof deviceForget>): Promise<ReplyOf<typeof deviceForget>> {
    this.directory.forget(device);
    return { device };
  }
}
