import { isDemoDevice } from '@kilowatch/contracts';
import { HistoryStore } from '@kilowatch/history-store';
import { Injectable } from '@nestjs/common';
import { HistorianSettings } from './historian-settings.js';

/** Demo devices that have retired for good: nothing of them is stored or answered any more. */
@Injectable()
export class RetiredDevices {
  private readonly devices = new Set<string>();

  constructor(
    private readonly store: HistoryStore,
    private readonly settings: HistorianSettings,
  ) {}

  has(device: string): boolean {
    return this.devices.has(device);
  }

  /** What remains without retired devices. */
  without<T extends { readonly device: string }>(items: readonly T[]): readonly T[] {
    if (this.devices.size === 0) return items;
    return items.filter(({ device }) => !this.devices.has(device));
  }

  /** From now on the device does not exist; what is stored of it is deleted. A real device never retires. */
  async retire(device: string): Promise<void> {
    const { log, config } = this.settings;
    if (!isDemoDevice(device) || this.devices.has(device)) return;
    if (this.devices.size >= config.HISTORY_RETIRED_DEVICES) {
      log.warn({ device }, 'Too many retired devices: this one stays (HISTORY_RETIRED_DEVICES)');
      return;
    }
    this.devices.add(device);
    try {
      log.info(
        { device, ...(await this.store.forget(device)) },
        'A demo device retired: its history is deleted',
      );
    } catch (error) {
      log.error(
        { device, error },
        'The history of a retired demo device is not deleted yet, but no longer shown',
      );
    }
  }
}
