import { getHealthDetails, type HealthDetails } from '@kilowatch/contracts';
import { Route } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import { SystemDesk } from './system-desk.js';

/** `GET /api/v1/health/details`: the counters of every service that works. */
@Controller()
export class DetailsRoutes {
  constructor(private readonly desk: SystemDesk) {}

  @Route(getHealthDetails)
  details(): HealthDetails {
    return this.desk.details();
  }
}
