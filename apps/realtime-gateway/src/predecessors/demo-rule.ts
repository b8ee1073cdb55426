import { type DeviceEntry, type DeviceKind, isDemoDevice, kindOf } from '@kilowatch/contracts';

/** Whose events go out: everybody's, and those of demo devices until the first real device of the kind has spoken. */
export class DemoRule {
  private readonly realKinds = new Set<DeviceKind>();
  private readonly demoDevices = new Set<string>();

  constructor(private readonly limits: { readonly devices: number }) {}

  /** Takes an entry of the registry, which remembers over restarts who has spoken. */
  register({ device, kind, isDemo, isRetired }: DeviceEntry): void {
    if (!isDemo || isRetired) this.realKinds.add(kind);
    else if (this.demoDevices.size < this.limits.devices) this.demoDevices.add(device);
  }

  /** Asked for every message, in the order of arrival. */
  isHeard(device: string): boolean {
    const kind = kindOf(device);
    if (!isDemoDevice(device)) {
      this.realKinds.add(kind);
      return true;
    }
    // One that the registry has not named may have retired before we started.
    return this.demoDevices.has(device) && !this.realKinds.has(kind);
  }
}
