import {
  type DeviceEntry,
  type HeatPumpBrand,
  historyLatest,
  isDemoDevice,
  kindOf,
  nativeIdOf,
} from '@kilowatch/contracts';
import { chartMetrics } from '@kilowatch/compat';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { DeviceDirectory } from '../devices/device-directory.js';

/** A provider: the brands as configured. */
export abstract class HeatPumpBrands {
  /** By native id in lower case. */
  abstract readonly ofSingle: ReadonlyMap<string, HeatPumpBrand>;
  abstract readonly ofAll: HeatPumpBrand | undefined;
}

/** Pumps heard within such a time of each other both speak now; ms. */
const togetherMs = 10 * 60_000;

/** The one heat pump that the predecessor's page shows: it knows of no other. */
@Injectable()
export class HeatPumps {
  constructor(
    private readonly directory: DeviceDirectory,
    private readonly messaging: MessagingClient,
    private readonly brands: HeatPumpBrands,
  ) {}

  /** The real pump heard last, else one that only the history knows, else a demo; undefined where there is none. */
  async device(): Promise<string | undefined> {
    const known = this.heardLast();
    if (known && !known.isDemo) return known.device;
    return (await this.inHistory()) ?? known?.device;
  }

  /** As set or recognised, else as configured; Thermia, the first that the predecessor knew, where nobody says. */
  brand(): HeatPumpBrand {
    return this.brandOf(this.heardLast()?.device ?? '') ?? 'thermia';
  }

  /** As set or recognised, else as configured; undefined where nobody says. */
  brandOf(device: string): HeatPumpBrand | undefined {
    const { brand } = this.directory.entryOf(device) ?? {};
    return brand ?? this.brands.ofSingle.get(nativeIdOf(device).toLowerCase()) ?? this.brands.ofAll;
  }

  /** Of several that speak the one that was there first, so that the page does not change with every message. */
  private heardLast(): DeviceEntry | undefined {
    const pumps = this.directory.shown('heat-pump').filter(({ isIgnored }) => !isIgnored);
    const real = pumps.filter(({ isDemo }) => !isDemo);
    const candidates = real.length > 0 ? real : pumps;
    const newestMs = Math.max(...candidates.map(({ lastSeenAtMs }) => lastSeenAtMs));
    return candidates
      .filter(({ lastSeenAtMs }) => lastSeenAtMs >= newestMs - togetherMs)
      .sort((a, b) => a.firstSeenAtMs - b.firstSeenAtMs)[0];
  }

  /** A bucket of the predecessor holds a pump that never spoke to us. */
  private async inHistory(): Promise<string | undefined> {
    const { readings } = await this.messaging.request(historyLatest, {}, { metrics: [...chartMetrics] });
    const real = readings.filter(({ device }) => kindOf(device) === 'heat-pump' && !isDemoDevice(device));
    return real.sort((a, b) => b.atMs - a.atMs)[0]?.device;
  }
}
