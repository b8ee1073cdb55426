import * as battery from './battery-routes.js';
import * as historyRoutes from './history-routes.js';
import * as quarantineRoutes from './quarantine-routes.js';
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
  historyRoutes.getSeries,
  historyRoutes.getLatestOfAll,
  historyRoutes.postImport,
  historyRoutes.deleteRange,
  historyRoutes.postBackup,
  quarantineRoutes.getQuarantine,
  quarantineRoutes.getRefusal,
  quarantineRoutes.postReplay,
  quarantineRoutes.deleteRefusal,
  quarantineRoutes.deleteRefusals,
  quarantineRoutes.getHealthDetails,
  sessionRoutes.getSession,
  sessionRoutes.postSession,
  sessionRoutes.deleteSession,
];
