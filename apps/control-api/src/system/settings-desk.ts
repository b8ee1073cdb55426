import { type ReplyOf, type getSettings, type ServiceName, type ShownSetting } from '@kilowatch/contracts';

type Shared = ReplyOf<typeof getSettings>['settings'][number];

/** The settings of the services; bounded by how many services there are. */
export class SettingsDesk {
  private readonly settings = new Map<ServiceName, readonly ShownSetting[]>();

  put(service: ServiceName, settings: readonly ShownSetting[]): void {
    this.settings.set(service, settings);
  }

  /** By name; one entry for all services that go by the same. */
  report(): Shared[] {
    const shared = new Map<string, Shared>();
    for (const [service, settings] of [...this.settings].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const setting of settings) {
        const key = JSON.stringify([setting.name, setting.value, setting.from]);
        const known = shared.get(key);
        if (known) known.services.push(service);
        else shared.set(key, { ...setting, services: [service] });
      }
    }
    return [...shared.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
