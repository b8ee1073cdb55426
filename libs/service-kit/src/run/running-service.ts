import type { ServiceName } from '@kilowatch/contracts';
import { createDoor, type Door } from '@kilowatch/messaging';
import type { DynamicModule } from '@nestjs/common';
import { brokerAddressOf } from '../config/broker-config.js';
import type { Settings } from '../config/load-settings.js';
import type { HealthBook } from '../health/health-book.js';
import type { RootLog } from '../log/log.js';
import type { ServiceDefinition } from '../service.js';
import type { ClosingStack } from './closing-stack.js';
import type { ComposeOptions } from './compose-options.js';

/** One service of a process: its way to the broker and its part of the Nest application. */
export interface ServicePart {
  readonly name: ServiceName;
  readonly door: Door;
  readonly module: DynamicModule;
}

interface Surroundings {
  readonly settings: Settings;
  readonly log: RootLog;
  readonly health: HealthBook;
  readonly options: ComposeOptions;
  readonly closing: ClosingStack;
}

/** Opens the door of a service and builds its module; its health checks carry its name. */
export function openService(definition: ServiceDefinition, around: Surroundings): ServicePart {
  const { name } = definition;
  const { settings, health, options } = around;
  const config = settings.services.get(name) ?? {};
  const log = around.log.child({ service: name });
  const now = options.now ?? Date.now;
  const addresses = definition.addresses?.(config as never);
  const broker = options.broker ?? brokerAddressOf(settings.common);
  const door = createDoor({
    service: name,
    broker,
    limits: settings.limits,
    ...(addresses && { addresses }),
    log,
    now,
  });
  around.closing.add(() => door.close());
  health.add(`${name}: broker`, () => door.problem());
  const book = {
    add: (check: string, ask: () => string | undefined) => health.add(`${name}: ${check}`, ask),
  };
  try {
    return {
      name,
      door,
      module: definition.module({ config: config as never, door, log, health: book, now }),
    };
  } catch (error) {
    void door.close(); // nobody else knows it yet
    throw error;
  }
}
