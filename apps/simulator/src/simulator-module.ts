import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandListener } from './command-listener.js';
import type { SimulatorConfig } from './config.js';
import { DemoDevice } from './demo-device.js';

@Module({})
export class SimulatorModule {
  /** Empty when DEMO is off. */
  static with({ config, door, log, now }: ServiceContext<SimulatorConfig>): DynamicModule {
    if (!config.DEMO) return { module: SimulatorModule };
    return {
      module: SimulatorModule,
      controllers: [CommandListener],
      providers: [{ provide: DemoDevice, useValue: new DemoDevice({ config, door, log, now }) }],
    };
  }
}
