import type { ServiceName } from '@kilowatch/contracts';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createDoor } from '../create-door.js';
import type { BrokerAddress, Door, DoorOptions } from '../door.js';
import { messagingLimits, type MessagingLimits } from '../limits.js';
import { Collected } from './collected.js';
import type { TestBroker } from './mosquitto.js';
import { Observer } from './observer.js';
import { TcpProxy } from './tcp-proxy.js';

export type StartBroker = () => Promise<TestBroker>;

export interface LogLine {
  readonly context: Record<string, unknown>;
  readonly message: string;
}

export interface DoorChanges extends Partial<Omit<DoorOptions, 'service' | 'broker' | 'limits'>> {
  readonly limits?: Partial<MessagingLimits>;
}

/** What one test has opened; closed in reverse by `clear`. */
export class Stage {
  readonly logged = new Collected<LogLine>();
  private closing: (() => Promise<void>)[] = [];

  constructor(private readonly startBroker: StartBroker) {}

  async broker(): Promise<TestBroker> {
    return this.keep(await this.startBroker());
  }

  async proxy(broker: TestBroker): Promise<TcpProxy> {
    return this.keep(await TcpProxy.between(broker));
  }

  async observer(broker: TestBroker, ...filters: string[]): Promise<Observer> {
    return this.keep(await Observer.of(broker, ...filters));
  }

  door(service: ServiceName, { host, port }: BrokerAddress, changes: DoorChanges = {}): Door {
    const limits = messagingLimits.parse({
      reconnectMinMs: 10,
      reconnectMaxMs: 50,
      drainMs: 300,
      ...changes.limits,
    });
    const log = this.log();
    return this.keep(createDoor({ log, ...changes, service, broker: { host, port }, limits }));
  }

  async readyDoor(service: ServiceName, broker: BrokerAddress, changes: DoorChanges = {}): Promise<Door> {
    const door = this.door(service, broker, changes);
    await door.whenReady();
    return door;
  }

  /** Runs controllers behind a door. */
  async serve(door: Door, ...controllers: Type[]): Promise<void> {
    @Module({ controllers })
    class Served {}
    const app = await NestFactory.createMicroservice(Served, { strategy: door.strategy, logger: false });
    await app.listen();
    this.closing.push(() => app.close());
  }

  async clear(): Promise<void> {
    for (const close of this.closing.splice(0).reverse()) await close();
  }

  private keep<T extends { close(): Promise<void> }>(resource: T): T {
    this.closing.push(() => resource.close());
    return resource;
  }

  private log() {
    const add = (context: object, message: string): void =>
      this.logged.add({ context: { ...context }, message });
    return { info: add, warn: add, error: add };
  }
}
