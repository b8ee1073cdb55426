import {
  type BodyOf,
  type ServiceDetails,
  serviceDetailsChanged,
  serviceName,
  serviceStatus,
} from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { DetailsDesk } from './details-desk.js';

const { OnMessage } = handlersOf('control-api');

/** Keeps the desk up to date; the retained words come right after a connection. */
@Controller()
export class DetailsListener {
  constructor(private readonly desk: DetailsDesk) {}

  @OnMessage(serviceDetailsChanged)
  details(@Payload() details: ServiceDetails): void {
    this.desk.put(details);
  }

  @OnMessage(serviceStatus)
  status(
    @Payload() status: BodyOf<typeof serviceStatus>,
    @Ctx() { address }: Received<typeof serviceStatus>,
  ): void {
    const { success, data } = serviceName.safeParse(address.name);
    if (success) this.desk.setOnline(data, status === 'online');
  }
}
