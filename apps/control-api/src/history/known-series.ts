import { Fault, historyLatest, type Reading, type SeriesName } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { DeviceDirectory } from '../devices/device-directory.js';
import type { Selection } from './selection.js';

/** Tells a series without readings in a range from one that does not exist. */
@Injectable()
export class KnownSeries {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly directory: DeviceDirectory,
  ) {}

  /** The selection without retired demo devices, which nobody is shown. Fault: `device.unknown` when no other is left. */
  shown(selection: Selection): Selection {
    const devices = selection.devices.filter((device) => !this.directory.isRetired(device));
    if (devices.length === 0) throw unknownDevice(selection.devices[0]!);
    return { ...selection, devices };
  }

  /** Those of the series that have ever had a reading. Faults: `device.unknown`, `series.unknown` when there is none. */
  async existing({ devices, metrics }: Selection): Promise<SeriesName[]> {
    const latest = await this.latest(devices);
    const found = latest.filter(({ metric }) => metrics.includes(metric));
    if (found.length === 0) throw this.unknown(devices, metrics, latest);
    return found.map(({ device, metric, index }) => ({
      device,
      metric,
      ...(index !== undefined && { index }),
    }));
  }

  /** Fault: `device.unknown` for a device that neither the registry nor the history knows. */
  async refuseUnknown(device: string): Promise<void> {
    if (this.directory.isRetired(device)) throw unknownDevice(device);
    if (this.directory.isKnown(device) || (await this.latest([device])).length > 0) return;
    throw unknownDevice(device);
  }

  private async latest(devices: readonly string[]): Promise<Reading[]> {
    return (await this.messaging.request(historyLatest, {}, { devices: [...devices] })).readings;
  }

  private unknown(devices: readonly string[], metrics: readonly string[], latest: readonly Reading[]): Fault {
    const stranger = devices.find(
      (device) => !this.directory.isKnown(device) && latest.every((reading) => reading.device !== device),
    );
    if (stranger !== undefined) return unknownDevice(stranger);
    const has = devices.map((device) => `${device} has ${metricsOf(device, latest)}`).join('; ');
    return new Fault('series.unknown', `There is no such series: ${shortened(metrics)}; ${has}`);
  }
}

const mostNamed = 30;

const shortened = (names: readonly string[]): string =>
  names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ', …' : '');

const metricsOf = (device: string, latest: readonly Reading[]): string => {
  const metrics = new Set(latest.filter((reading) => reading.device === device).map(({ metric }) => metric));
  return metrics.size === 0 ? 'no readings yet' : shortened([...metrics].sort());
};

/** There is no such device, and where the list of them is. */
export const unknownDevice = (device: string): Fault =>
  new Fault(
    'device.unknown',
    `There is no device ${device}: /api/v1/devices lists those that reported, /api/v1/latest those with readings`,
  );
