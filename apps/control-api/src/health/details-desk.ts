import type { HealthDetails, ServiceDetails } from '@kilowatch/contracts';

/** What the services say of themselves, newest word of each; bounded by how many services there are. */
export class DetailsDesk {
  private readonly details = new Map<string, ServiceDetails>();
  private readonly offline = new Set<string>();

  put(details: ServiceDetails): void {
    this.details.set(details.service, details);
  }

  /** A service that is gone keeps its last words on the broker: they say nothing of now. */
  setOnline(service: string, isOnline: boolean): void {
    if (isOnline) this.offline.delete(service);
    else this.offline.add(service);
  }

  /** Of those that work, by name. */
  report(): HealthDetails {
    const working = [...this.details.values()].filter(({ service }) => !this.offline.has(service));
    return { services: working.sort((a, b) => (a.service < b.service ? -1 : 1)) };
  }
}
