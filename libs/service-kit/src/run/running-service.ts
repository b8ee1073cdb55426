import type { Access } from '@kilowatch/access';
import type { ServiceName } from '@kilowatch/contracts';
import { type BrokerAddress, createDoor, type Door } from '@kilowatch/messaging';
import type { DynamicModule } from '@nestjs/common';
import { brokerAddressOf } from '../config/broker-config.js';
import type { Settings } from '../config/load-settings.js';
import type { DetailsBook } from '../health/details-book.js';
import { publishDetails } from '../health/details-publisher.js';
import type { HealthBook } from '../health/health-book.js';
import { publishSettings } from '../health/settings-publisher.js';
import type { RootLog } from '../log/log.js';
import type { Log, ServiceDefinition } from '../service.js';
import type { ClosingStack } from './closing-stack.js';
import type { ComposeOptions } from './compose-options.js';

/** One service of a process: its way to the broker and its part of the Nest application. */
export interface ServicePart {
  readonly name: ServiceName;
  readonly door: Door;
  readonly module: DynamicModule;
}

/** A service whose module is not built yet. */
export interface OpenDoor {
  readonly definition: ServiceDefinition;
  readonly door: Door;
  readonly log: Log;
}

interface Surroundings {
  readonly settings: Settings;
  readonly log: RootLog;
  readonly health: HealthBook;
  readonly details: DetailsBook;
  readonly access: Access;
  readonly options: ComposeOptions;
  readonly closing: ClosingStack;
  /** Another instance of the service has taken over. */
  readonly onYield: (name: ServiceName) => void;
}

const brokerOf = ({ options, settings }: Surroundings): BrokerAddress =>
  options.broker ?? brokerAddressOf(settings.common);

/** Opens the door of a service; its health checks carry its name. */
export function openDoor(definition: ServiceDefinition, around: Surroundings): OpenDoor {
  const { name, isFenced = false } = definition;
  const { settings, health, options } = around;
  const log = around.log.child({ service: name });
  const addresses = definition.addresses?.((settings.services.get(name) ?? {}) as never);
  const door = createDoor({
    service: name,
    broker: brokerOf(around),
    limits: settings.limits,
    ...(addresses && { addresses }),
    isFenced,
    onYield: () => around.onYield(name),
    log,
    now: options.now ?? Date.now,
  });
  around.closing.add(() => door.close());
  health.add('broker', () => door.problem(), name);
  return { definition, door, log };
}

/** Builds the module of a service behind its door. */
export function buildService({ definition, door, log }: OpenDoor, around: Surroundings): ServicePart {
  const { settings, health, details, access, options, closing } = around;
  const { name } = definition;
  const config = settings.services.get(name) ?? {};
  const book = {
    add: (check: string, ask: () => string | undefined) => health.add(check, ask, name),
  };
  const now = options.now ?? Date.now;
  const own = details.enter(name, door);
  const everyMs = settings.common.DETAILS_MS;
  // Before its first word: who hears of a new process finds its settings.
  const ofSettings = publishSettings(name, door, settings.shown.get(name) ?? [], everyMs);
  closing.add(() => ofSettings.close());
  const publisher = publishDetails(name, door, () => details.of(name), everyMs);
  closing.add(() => publisher.close());
  const { host, port } = brokerOf(around);
  const parts = { door, broker: { host, port }, log, access, health: book, details: own, now };
  const context = { config: config as never, ...parts };
  return { name, door, module: definition.module(context) };
}
