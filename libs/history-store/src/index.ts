export type { HistoryLog } from './history-log.js';
export * from './history-limits.js';
export * from './history-store.js';
export * from './influx-history-store.js';
export * from './influx-limits.js';
export * from './memory-history-store.js';
export * from './move-history.js';
export * from './sqlite-history-store.js';
