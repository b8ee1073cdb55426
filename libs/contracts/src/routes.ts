import * as battery from './battery-routes.js';
import type { RouteContract } from './route.js';
import * as sessionRoutes from './session-routes.js';
import * as siteRoutes from './site-routes.js';

/** Every HTTP route of ours. */
export const routes: readonly RouteContract[] = [
  battery.postCharge,
  battery.postDischarge,
  battery.postWriteCharge,
  battery.postWrite,
  battery.postWriteDischarge,
  battery.getRead,
  battery.getLivedata,
  siteRoutes.getSite,
  siteRoutes.getDevices,
  siteRoutes.getLatest,
  siteRoutes.getHistory,
  siteRoutes.getStatistics,
  siteRoutes.deleteDemoHistory,
  siteRoutes.getQuarantine,
  sessionRoutes.getSession,
  sessionRoutes.postSession,
  sessionRoutes.deleteSession,
];
