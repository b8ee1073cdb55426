import {
  type HealthDetails,
  type ServiceDetails,
  serviceName,
  type ServiceName,
  type ServiceReport,
} from '@kilowatch/contracts';
import { type Arrival, HeardService } from './heard-service.js';
import { serviceStateOf } from './service-state.js';

/** Without these the site works. */
const optional: ReadonlySet<ServiceName> = new Set(['simulator']);

/** What the services say of themselves, and whether they are there; bounded by how many services there are. */
export class SystemDesk {
  private readonly services = new Map(serviceName.options.map((name) => [name, new HeardService()]));

  put(details: ServiceDetails, arrival: Arrival): void {
    this.services.get(details.service)?.hear(details, arrival);
  }

  setOnline(service: ServiceName, isOnline: boolean, arrival: Arrival): void {
    this.services.get(service)?.setOnline(isOnline, arrival);
  }

  /** When anybody was heard last, UTC epoch ms; null: nobody yet. */
  get lastHeardAtMs(): number | null {
    const all = [...this.services.values()].flatMap(({ heardAtMs }) => heardAtMs ?? []);
    return all.length > 0 ? Math.max(...all) : null;
  }

  /** Of those that work, by name. One that is gone keeps its last words on the broker: they say nothing of now. */
  details(): HealthDetails {
    const working = [...this.services.values()].filter(({ isOnline }) => isOnline !== false);
    const details = working.flatMap((service) => service.details ?? []);
    return { services: details.sort((a, b) => (a.service < b.service ? -1 : 1)) };
  }

  /** Every service, the dead ones too, at an instant (UTC epoch ms). One that is not needed and was never there is left out. */
  report(atMs: number): ServiceReport[] {
    return [...this.services]
      .map(([service, heard]) => {
        const { details } = heard;
        const state = serviceStateOf(heard, atMs);
        const isNeeded = !optional.has(service);
        return { service, isNeeded, ...state, ...ratesOf(heard, state.state), ...(details && { details }) };
      })
      .filter(({ isNeeded, state }) => isNeeded || state !== 'missing')
      .sort((a, b) => (a.service < b.service ? -1 : 1));
  }
}

const ratesOf = ({ rates }: HeardService, state: ServiceReport['state']) =>
  state === 'working' || state === 'troubled' ? rates : { receivedPerS: null, publishedPerS: null };
