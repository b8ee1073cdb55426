import { type DeviceEntry, type DeviceKind, isDemoDevice } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { DeviceDirectory } from '../devices/device-directory.js';

/** Demo devices of a kind answer in the place of real ones until the first of those has spoken, and then never again. */
@Injectable()
export class DemoRule {
  constructor(private readonly directory: DeviceDirectory) {}

  /** Devices of the kind that count. */
  shown(wanted: DeviceKind): readonly DeviceEntry[] {
    const all = this.directory.shown(wanted);
    return this.heard(wanted, all);
  }

  /** What counts of what was heard. */
  heard<T extends { readonly device: string }>(kind: DeviceKind, items: readonly T[]): readonly T[] {
    const real = items.filter(({ device }) => !isDemoDevice(device));
    return real.length > 0 || this.directory.hasHeardReal(kind) ? real : items;
  }
}
