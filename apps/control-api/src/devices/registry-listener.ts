import { type DeviceEntry, deviceRegistered } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller, Logger } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DeviceDirectory } from './device-directory.js';

const { OnMessage } = handlersOf('control-api');

/** Keeps the directory up to date; the retained entries come right after a connection. */
@Controller()
export class RegistryListener {
  private readonly logger = new Logger(RegistryListener.name);

  constructor(private readonly directory: DeviceDirectory) {}

  @OnMessage(deviceRegistered)
  register(@Payload() entry: DeviceEntry): void {
    if (!this.directory.put(entry)) this.logger.warn(`No room for ${entry.device}: DEVICES_KNOWN is reached`);
  }
}
