import { getQuarantine, getSite, quarantineList, type ReplyOf, type Site } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';
import { Installation } from './installation.js';

/** What concerns the whole site. */
@Controller()
export class SiteRoutes {
  constructor(
    private readonly installation: Installation,
    private readonly messaging: MessagingClient,
  ) {}

  @Route(getSite)
  site(): Site {
    return this.installation.site;
  }

  @Route(getQuarantine)
  quarantine(
    @RouteQuery(getQuarantine) query: z.output<typeof getQuarantine.query>,
  ): Promise<ReplyOf<typeof quarantineList>> {
    return this.messaging.request(quarantineList, {}, query);
  }
}
