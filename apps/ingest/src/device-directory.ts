import { type DeviceEntry, deviceRegistered } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { type Admission, DeviceRegistry, type Sighting } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { IngestSettings } from './ingest-settings.js';

/** Makes the registry known: what changes is saved and published, what fails is tried again. */
@Injectable()
export class DeviceDirectory implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #reconnects: number;
  #dropped = 0;

  constructor(
    private readonly registry: DeviceRegistry,
    private readonly states: DeviceStates,
    private readonly client: MessagingClient,
    private readonly settings: IngestSettings,
  ) {
    this.#reconnects = settings.reconnects();
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

  sees(sighting: Sighting): Admission {
    const admission = this.registry.sees(sighting);
    if (admission === 'retired') this.#dropped += 1;
    return admission;
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
    this.settings.log.info(
      { device, dropped: this.#dropped },
      'a demo device has retired; what it says is dropped',
    );
    this.states.clear(device);
  }

  #lookAfter(): void {
    const reconnects = this.settings.reconnects();
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
