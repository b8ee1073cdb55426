import type {
  BrokerFigures,
  GatewayFigures,
  HistorianFigures,
  IngestFigures,
  ServiceReport,
} from '@kilowatch/contracts';
import type { SystemReport } from '../api/system-api.js';

type Service = ServiceReport['service'];

interface KnownFigures {
  readonly historian: HistorianFigures;
  readonly ingest: IngestFigures;
  readonly 'realtime-gateway': GatewayFigures;
}

/** What a service says of itself in numbers; empty as long as it has said nothing. */
type FiguresOf<S extends Service> = S extends keyof KnownFigures
  ? Partial<KnownFigures[S]>
  : Readonly<Record<string, unknown>>;

export const serviceIn = (system: SystemReport, name: Service): ServiceReport | undefined =>
  system.services.find(({ service }) => service === name);

export const figuresOf = <S extends Service>(system: SystemReport, name: S): FiguresOf<S> =>
  (serviceIn(system, name)?.details?.figures ?? {}) as FiguresOf<S>;

/** Of the broker in one of the processes; undefined: it is somewhere else. */
export const brokerFiguresIn = ({ services }: SystemReport): Partial<BrokerFigures> | undefined =>
  services.map(({ details }) => details?.process?.figures).find((figures) => figures !== undefined);

/** It says something of now: not gone, and we hear it. */
export const isHeard = ({ state }: ServiceReport): boolean =>
  state === 'working' || state === 'troubled' || state === 'starting';

/** The process that all services that can be heard share; undefined: they have several, or none. */
export function sharedProcess({ services }: SystemReport) {
  const processes = services.filter(isHeard).map(({ details }) => details?.process);
  const [first] = processes;
  const isOne = processes.length > 1 && processes.every((one) => one?.instance === first?.instance);
  return isOne ? first : undefined;
}

/** Messages of all services with the broker per second; null: not known. */
export function trafficOf({ services }: SystemReport): { received: number | null; published: number | null } {
  const sum = (rates: readonly (number | null)[]): number | null => {
    const known = rates.filter((rate) => rate !== null);
    return known.length > 0 ? known.reduce((all, rate) => all + rate, 0) : null;
  };
  return {
    received: sum(services.map(({ receivedPerS }) => receivedPerS)),
    published: sum(services.map(({ publishedPerS }) => publishedPerS)),
  };
}
