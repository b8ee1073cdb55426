import {
  deleteDevice,
  deviceChange,
  type DeviceEntry,
  deviceForget,
  deviceId,
  getDevice,
  getDevices,
  livingStateOf,
  patchDevice,
  type ReplyOf,
  type ShownDevice,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteBody, RouteParam } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';
import { Clock } from '../clock.js';
import { unknownDevice } from '../history/known-series.js';
import { DeviceDirectory } from './device-directory.js';
import { refuseId } from './device-routes.js';

/** `/api/v1/devices`: who there is, and what people say of them. A retired demo device is as unknown as any other. */
@Controller()
export class RegistryRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly directory: DeviceDirectory,
    private readonly clock: Clock,
  ) {}

  @Route(getDevices)
  devices(): { devices: ShownDevice[] } {
    return { devices: this.directory.shown().map((entry) => this.#shown(entry)) };
  }

  @Route(getDevice)
  device(@RouteParam('device', deviceId, refuseId) device: string): ShownDevice {
    const entry = this.directory.entryOf(device);
    if (!entry) throw unknownDevice(device);
    return this.#shown(entry);
  }

  /** What was answered is shown from then on, whenever the registry's own word of it comes. */
  @Route(patchDevice)
  async change(
    @RouteParam('device', deviceId, refuseId) device: string,
    @RouteBody(patchDevice) settings: z.output<typeof patchDevice.body>,
  ): Promise<ShownDevice> {
    const { entry } = await this.messaging.request(deviceChange, {}, { device, settings });
    this.directory.put(entry);
    return this.#shown(entry);
  }

  @Route(deleteDevice)
  async forget(
    @RouteParam('device', deviceId, refuseId) device: string,
  ): Promise<ReplyOf<typeof deleteDevice>> {
    const reply = await this.messaging.request(deviceForget, {}, { device });
    this.directory.remove(device);
    return reply;
  }

  #shown(entry: DeviceEntry): ShownDevice {
    return { ...entry, state: livingStateOf(entry, this.clock.now()) };
  }
}
