import type { Site } from '@kilowatch/contracts';

/** What is known of the installation from its configuration. */
export abstract class Installation {
  abstract readonly site: Site;
}
