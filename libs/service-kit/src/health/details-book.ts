import type { HealthDetails, ServiceDetails, ServiceName } from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';

/** What a service says of itself; its figures and counters at this moment. */
export type Details = () => Omit<ServiceDetails, 'service'>;

/** What is said of any service: how its process does, what it lacks, and when that was. */
export type SaidOfAny = (service: ServiceName) => Pick<ServiceDetails, 'problems' | 'process' | 'saidAtMs'>;

/** What the services of a process say of themselves. Asked each time, as health is. */
export class DetailsBook {
  private readonly services = new Map<ServiceName, { door: Pick<Door, 'counters'>; parts: Details[] }>();

  constructor(private readonly ofAny: SaidOfAny = () => ({})) {}

  /** Enters a service: its traffic with the broker is always among its figures. */
  enter(service: ServiceName, door: Pick<Door, 'counters'>): { add(details: Details): void } {
    const parts: Details[] = [];
    this.services.set(service, { door, parts });
    return { add: (details) => parts.push(details) };
  }

  report(): HealthDetails {
    return { services: [...this.services.keys()].map((service) => this.of(service)) };
  }

  of(service: ServiceName): ServiceDetails {
    const { door, parts = [] } = this.services.get(service) ?? {};
    return parts
      .map((part) => part())
      .reduce<ServiceDetails>(
        (all, { figures, problems, ...said }) => ({
          ...all,
          ...said,
          figures: { ...all.figures, ...figures },
          ...((all.problems ?? problems) && { problems: { ...all.problems, ...problems } }),
        }),
        { service, figures: door ? trafficOf(door) : {}, ...this.ofAny(service) },
      );
  }
}

const trafficOf = ({ counters }: Pick<Door, 'counters'>) => ({
  messagesReceived: counters.received,
  messagesRefused: counters.refused,
  messagesPublished: counters.published,
  messagesNotConfirmed: counters.notConfirmed,
  brokerReconnections: counters.reconnects,
});
