import type { Access } from '@kilowatch/access';
import type { ServiceName } from '@kilowatch/contracts';
import type { BrokerAddress, Door } from '@kilowatch/messaging';
import type { DynamicModule } from '@nestjs/common';
import type * as z from 'zod';
import type { Details } from './health/details-book.js';

/** The log of one service (pino underneath): context first, then a sentence. */
export interface Log {
  debug(context: object, message: string): void;
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

/** One of a service's own dependencies: undefined while fine, else what is wrong in words. */
export type HealthCheck = () => string | undefined;

/** What a service's module is built from. */
export interface ServiceContext<C = object> {
  readonly config: C;
  readonly door: Door;
  /** Where our own services find the broker; standalone has started it. */
  readonly broker: Pick<BrokerAddress, 'host' | 'port'>;
  readonly log: Log;
  /** Who may come in; the edge has asked before a handler is called. */
  readonly access: Access;
  /** Adds a readiness check beside the broker connection, which is always checked. */
  readonly health: { add(name: string, check: HealthCheck): void };
  /** Adds what this service says of itself on `GET /health/details`: counters of what came in and what became of it. */
  readonly details: { add(details: Details): void };
  /** UTC epoch ms. */
  readonly now: () => number;
}

/** One app, as standalone composes it and `startService` runs it alone. */
export interface ServiceDefinition<S extends z.ZodObject = z.ZodObject> {
  readonly name: ServiceName;
  /** Settings of this service, by their own names (`BATTERY_RATED_KW`); the common ones come from `commonConfig.pick`. */
  readonly config: S;
  /** Serves product HTTP or sockets on PORT. */
  readonly hasHttp: boolean;
  /** Serves Socket.IO on PORT: the application gets a socket adapter with the same protection as HTTP. */
  readonly hasSockets?: boolean;
  /**
   * Only one process of this service may work at a time; a second waits as a stand-by (docs/adr/0009). True for those who answer
   * requests or have persistent sessions.
   */
  readonly isFenced?: boolean;
  // Methods, not properties: a definition of a narrower config must fit a list of definitions.
  /** Moved MQTT addresses, see `DoorOptions.addresses`. */
  addresses?(config: z.output<S>): Record<string, string>;
  module(context: ServiceContext<z.output<S>>): DynamicModule;
}

/** Keeps the config's type with the definition. */
export const defineService = <S extends z.ZodObject>(
  definition: ServiceDefinition<S>,
): ServiceDefinition<S> => definition;
