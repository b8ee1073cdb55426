import {
  type BodyOf,
  type ServiceDetails,
  serviceDetailsChanged,
  serviceName,
  serviceSettings,
  serviceStatus,
} from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SettingsDesk } from './settings-desk.js';
import { SystemDesk } from './system-desk.js';

const { OnMessage } = handlersOf('control-api');

/** Keeps the desks up to date; the retained words come right after a connection. */
@Controller()
export class ServiceListener {
  constructor(
    private readonly desk: SystemDesk,
    private readonly settings: SettingsDesk,
  ) {}

  @OnMessage(serviceDetailsChanged)
  details(@Payload() details: ServiceDetails, @Ctx() arrival: Received<typeof serviceDetailsChanged>): void {
    this.desk.put(details, arrival);
  }

  @OnMessage(serviceStatus)
  status(
    @Payload() status: BodyOf<typeof serviceStatus>,
    @Ctx() arrival: Received<typeof serviceStatus>,
  ): void {
    const { success, data } = serviceName.safeParse(arrival.address.name);
    if (success) this.desk.setOnline(data, status === 'online', arrival);
  }

  @OnMessage(serviceSettings)
  said(
    @Payload() { settings }: BodyOf<typeof serviceSettings>,
    @Ctx() { address }: Received<typeof serviceSettings>,
  ): void {
    const { success, data } = serviceName.safeParse(address.name);
    if (success) this.settings.put(data, settings);
  }
}
