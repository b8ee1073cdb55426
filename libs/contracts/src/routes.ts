import * as battery from './battery-routes.js';
import * as deviceChanges from './device-changes.js';
import * as posts from './device-post-routes.js';
import { getHeatPump } from './heat-pump-routes.js';
import * as historyRoutes from './history-routes.js';
import { postOriginals } from './import-routes.js';
import * as predecessors from './predecessor-routes.js';
import * as quarantineRoutes from './quarantine-routes.js';
import type { RouteContract } from './route.js';
import * as sessionRoutes from './session-routes.js';
import * as siteRoutes from './site-routes.js';
import { getSettings, getSystem } from './system.js';

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
  deviceChanges.getDevice,
  deviceChanges.patchDevice,
  deviceChanges.deleteDevice,
  siteRoutes.getLatest,
  siteRoutes.getMessages,
  siteRoutes.getHistory,
  siteRoutes.getStatistics,
  siteRoutes.deleteDemoHistory,
  getHeatPump,
  historyRoutes.getSeries,
  historyRoutes.getLatestOfAll,
  historyRoutes.postImport,
  postOriginals,
  historyRoutes.deleteRange,
  historyRoutes.postBackup,
  quarantineRoutes.getQuarantine,
  quarantineRoutes.getRefusal,
  quarantineRoutes.postReplay,
  quarantineRoutes.deleteRefusal,
  quarantineRoutes.deleteRefusals,
  quarantineRoutes.getHealthDetails,
  getSystem,
  getSettings,
  posts.postSensorData,
  posts.postData,
  posts.postReceiveJson,
  posts.postLinesV2,
  posts.postLines,
  predecessors.getCellHistory,
  predecessors.getCellStats,
  predecessors.getCellLatest,
  predecessors.getLastEntity,
  predecessors.getDataFromTimestamp,
  predecessors.getHeatPumpConfig,
  predecessors.getInitialData,
  predecessors.getSensors,
  predecessors.getSensorReadings,
  predecessors.getHealthy,
  sessionRoutes.getSession,
  sessionRoutes.postSession,
  sessionRoutes.deleteSession,
];
