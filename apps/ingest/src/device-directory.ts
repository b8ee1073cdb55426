import { type DeviceEntry, deviceRegistered, Fault, type Reading } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DeviceRegistry, type Sighting } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { IngestSettings } from './ingest-settings.js';

/** Makes the registry known: what changes is saved and published, what fails is tried again. */
@Injectable()
export class DeviceDirectory implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #reconnects: number;

  constructor(
    private readonly registry: DeviceRegistry,
    private readonly states: DeviceStates,
    private readonly client: MessagingClient,
    private readonly settings: IngestSettings,
  ) {
    this.#reconnects = settings.traffic().reconnects;
  }

  onApplicationBootstrap(): void {
    this.settings.whenReady().then(
      () => this.announce(),
      () => undefined, // closed before it began
    );
    this.#timer = setInterval(() => this.#lookAfter(), this.settings.config.INGEST_RETRY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  onApplicationShutdown(): void {
    this.#save(() => this.registry.saveAll());
  }

  /** Notes a sighting, and the series of what the device says. A fault: it is one device or series too many, and nothing is noted. */
  admits(sighting: Sighting, readings: readonly Reading[]): Fault | undefined {
    const { device } = sighting;
    if (this.registry.isFullFor(device))
      return new Fault(
        'device.too-many',
        `${device} is new, and the registry is full: raise INGEST_DEVICES and replay this to take it`,
      );
    const fault = this.registry.series.admit(readings, this.settings.now());
    if (!fault) this.registry.sees(sighting);
    return fault;
  }

  knows(device: string): boolean {
    return this.registry.knows(device);
  }

  isRetired(device: string): boolean {
    return this.registry.isRetired(device);
  }

  /** Saves what changed and publishes it. Messages leave in the order of calls: what is announced here, a retirement above all, precedes what is published next. */
  announce(): void {
    this.#save(() => this.registry.save());
    if (!this.client.isConnected) return;
    for (const entry of this.registry.takeChanged(this.settings.config.INGEST_ENTRIES_AT_ONCE)) {
      if (entry.isRetired) this.#retire(entry);
      void this.#publish(entry);
    }
  }

  #retire({ device }: DeviceEntry): void {
    this.settings.log.info({ device }, 'a demo device has retired; what it says is dropped');
    this.states.clear(device);
  }

  #lookAfter(): void {
    const reconnects = this.settings.traffic().reconnects;
    if (reconnects !== this.#reconnects) {
      this.#reconnects = reconnects; // perhaps to a broker that lost what it retained
      this.registry.changeAll();
      this.states.sendAll();
    }
    this.announce();
  }

  #save(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.settings.log.error(
        { err: error },
        'the device registry could not be saved and will be tried again',
      );
    }
  }

  async #publish(entry: DeviceEntry): Promise<void> {
    const { device } = entry;
    try {
      await this.client.publish(deviceRegistered, { device }, entry);
    } catch (error) {
      this.registry.change(device);
      this.settings.log.warn(
        { device, err: error },
        'a registry entry could not be published and will be tried again',
      );
    }
  }
}
