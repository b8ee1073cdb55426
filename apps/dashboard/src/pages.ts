import type { PageName } from './route/routes.js';
import { type LazyPage, lazyPage } from './widgets/lazy-page.js';

/** What the address asks of a page: a device, where it names one. */
export interface Wanted {
  wanted: string | undefined;
}

/** Every page that has code of its own. Each is a file of its own too, so that who looks at one loads no other. */
export const pages: Readonly<Record<Exclude<PageName, 'not-found'>, LazyPage<Wanted>>> = {
  overview: lazyPage(async () => (await import('./overview/overview-page.js')).OverviewPage),
  battery: lazyPage(async () => (await import('./battery/battery-page.js')).BatteryPage),
  cell: lazyPage(async () => (await import('./cell/cell-page.js')).CellPage),
  gas: lazyPage(async () => (await import('./gas/gas-page.js')).GasPage),
  'heat-pump': lazyPage(async () => (await import('./heat-pump/heat-pump-page.js')).HeatPumpPage),
  sensors: lazyPage(async () => (await import('./sensors/sensors-page.js')).SensorsPage),
  compare: lazyPage(async () => (await import('./compare/compare-page.js')).ComparePage),
  devices: lazyPage(async () => (await import('./registry/devices-page.js')).DevicesPage),
  quarantine: lazyPage(async () => (await import('./quarantine/quarantine-page.js')).QuarantinePage),
  system: lazyPage(async () => (await import('./system/system-page.js')).SystemPage),
};

/** Fetches the code of a page, before it is known whether it may be shown: it holds no data. */
export async function loadPage(name: PageName): Promise<void> {
  if (name !== 'not-found') await pages[name].load();
}

/** Fetches the code of all pages, one after the other, so that each opens at once and also without a connection. */
export async function loadAllPages(): Promise<void> {
  for (const page of Object.values(pages)) await page.load();
}
