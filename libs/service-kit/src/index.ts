export { brokerAddressOf, hasEmbeddedBroker } from './config/broker-config.js';
export { type CommonConfig, commonConfig } from './config/common-config.js';
export type { Environment } from './config/environment.js';
export {
  apiKey,
  atLeastOne,
  type LegacyPort,
  onOrOff,
  originList,
  portNumber,
  secret,
  timeZone,
  topicFilters,
  topicName,
} from './config/fields.js';
export { movedTraffic, trafficTopics } from './config/traffic-topics.js';
export { loadSettings, type Settings } from './config/load-settings.js';
export type { ConfigSources } from './config/read-config.js';
export {
  ContractPipe,
  issuesInWords,
  type Refuse,
  RouteBody,
  RouteParam,
  RouteQuery,
} from './http/contract-pipe.js';
export { FaultFilter } from './http/fault-filter.js';
export type { AnswerUnknown } from './http/http-edge.js';
export { type EdgeRouteConfig, Route } from './http/route.js';
export type { Details } from './health/details-book.js';
export { createLog, type RootLog } from './log/log.js';
export { makeFolder } from './make-folder.js';
export { accessOf } from './protection/access-of.js';
export { refuseExposure } from './protection/exposure.js';
export { isLoopbackName, parseAuthority } from './protection/host-name.js';
export { refusalHeaders } from './protection/refusal-headers.js';
export type { ComposeOptions, RunningServices } from './run/compose-options.js';
export { composeServices } from './run/compose-services.js';
export { type Running, runProcess } from './run/run-process.js';
export { askForKey, letEverybodyIn, refusedUnless } from './run/refused-unless.js';
export { startFailureInWords } from './run/start-failure.js';
export { StartRefused } from './run/start-refused.js';
export { startService } from './run/start-service.js';
export * from './service.js';
export { version } from './version.js';
