import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandListener } from './command-listener.js';
import type { SimulatorConfig } from './config.js';
import { DemoDevice } from './demo-device.js';
import { DemoFleet } from './demo-fleet.js';
import { RetirementListener } from './retirement-listener.js';

@Module({})
export class SimulatorModule {
  /** Empty when DEMO is off. */
  static with({ config, door, log, now }: ServiceContext<SimulatorConfig>): DynamicModule {
    if (!config.DEMO) return { module: SimulatorModule };
    const surroundings = { config, door, log, now };
    return {
      module: SimulatorModule,
      controllers: [CommandListener, RetirementListener],
      providers: [
        { provide: DemoDevice, useValue: new DemoDevice(surroundings) },
        { provide: DemoFleet, useValue: new DemoFleet(surroundings) },
      ],
    };
  }
}
