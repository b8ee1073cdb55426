import {
  type DeviceEntry,
  deviceRegistered,
  type DeviceSettings,
  Fault,
  kindOf,
  type Reading,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { fittingCalibration } from './calibration-words.js';
import { DeviceRegistry } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { IngestSettings } from './ingest-settings.js';
import type { Units } from './series-register.js';
import type { Sighting } from './sighting.js';

/** Makes the registry known: what changes is saved and published, what fails is tried again. */
@Injectable()
export class DeviceDirectory implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #reconnects: number;
  /** Since when nothing can have been missed; before that, a silence may be ours. */
  #listeningSinceMs = Number.POSITIVE_INFINITY;
  readonly #untoldForgotten = new Map<string, DeviceEntry>();
  /** Since the last look: the others wait for the next. Each would fail as well, and that with every batch. */
  #isFailing = false;

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
      () => {
        this.#listeningSinceMs = this.settings.now();
        this.announce();
      },
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
  admits(
    sighting: Sighting & { readonly units?: Units | undefined },
    readings: readonly Reading[],
  ): Fault | undefined {
    const { device, units } = sighting;
    if (this.registry.isFullFor(device))
      return new Fault(
        'device.too-many',
        `${device} is new, and the registry is full: raise INGEST_DEVICES and replay this to take it`,
      );
    const isIgnored = this.registry.isIgnored(device);
    const fault = isIgnored
      ? undefined
      : this.registry.measures(device, readings, units, this.settings.now());
    if (!fault) this.registry.sees(sighting);
    return fault;
  }

  /** Sets what a person says of a device. Faults: `device.unknown`; `request.invalid` for what cannot be said of it. */
  change(device: string, settings: DeviceSettings): DeviceEntry {
    if (!this.registry.knows(device) || this.registry.isRetired(device)) throw unknown(device);
    if (settings.brand && kindOf(device) !== 'heat-pump')
      throw new Fault('request.invalid', `brand is of a heat pump; ${device} is none: leave it out`);
    const before = this.registry.settingsOf(device);
    this.registry.settle(device, fittingCalibration(before, settings, this.settings.now()));
    if (settings.isIgnored) this.states.clear(device);
    this.announce();
    return this.registry.entryOf(device)!;
  }

  /** Takes a device out, and says so. Fault: `device.unknown`. */
  forget(device: string): void {
    const entry = this.registry.forget(device);
    if (!entry) throw unknown(device);
    this.settings.log.info({ device }, 'a device was forgotten; it comes back when it speaks again');
    this.states.forget(device);
    this.#untoldForgotten.set(device, { ...entry, isForgotten: true });
    this.announce();
  }

  knows(device: string): boolean {
    return this.registry.knows(device);
  }

  isRetired(device: string): boolean {
    return this.registry.isRetired(device);
  }

  /** Known, and neither retired nor ignored. */
  isActive(device: string): boolean {
    return this.registry.isActive(device);
  }

  isIgnored(device: string): boolean {
    return this.registry.isIgnored(device);
  }

  /** Saves what changed and publishes it. Messages leave in the order of calls: what is announced here, a retirement above all, precedes what is published next. */
  announce(): void {
    this.#save(() => this.registry.save());
    if (!this.client.isConnected || this.#isFailing) return;
    for (const entry of this.#untoldForgotten.values()) void this.#publish(entry);
    this.#untoldForgotten.clear();
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
      this.#listeningSinceMs = this.settings.now();
    }
    const { INGEST_SILENT_SLACK_MS: slackMs } = this.settings.config;
    if (this.client.isConnected)
      this.registry.findSilent(this.settings.now(), this.#listeningSinceMs, slackMs);
    this.#isFailing = false;
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
      if (entry.isForgotten && !this.registry.knows(device)) this.#untoldForgotten.set(device, entry);
      this.registry.change(device);
      if (!this.#isFailing)
        this.settings.log.warn(
          { device, err: error },
          'a registry entry could not be published and will be tried again',
        );
      this.#isFailing = true;
    }
  }
}

const unknown = (device: string): Fault =>
  new Fault('device.unknown', `There is no device ${device}: /api/v1/devices lists those that are known`);
