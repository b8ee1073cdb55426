import { getSite, type Site } from '@kilowatch/contracts';
import { Route } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import { Installation } from './installation.js';

/** What concerns the whole site. */
@Controller()
export class SiteRoutes {
  constructor(private readonly installation: Installation) {}

  @Route(getSite)
  site(): Site {
    return this.installation.site;
  }
}
