import { type BeforeApplicationShutdown, type DynamicModule, Module } from '@nestjs/common';

/** Runs after every `onModuleDestroy` and before sockets, HTTP and every `onApplicationShutdown`. */
export abstract class Drain {
  abstract run(): Promise<void>;
}

/** The module above all services of a process. */
@Module({})
export class ServicesRoot implements BeforeApplicationShutdown {
  constructor(private readonly drain: Drain) {}

  static with(imports: DynamicModule[], drain: Drain): DynamicModule {
    return { module: ServicesRoot, imports, providers: [{ provide: Drain, useValue: drain }] };
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.drain.run();
  }
}
