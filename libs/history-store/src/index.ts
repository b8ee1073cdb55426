export * from './history-limits.js';
export * from './history-store.js';
export * from './memory-history-store.js';
export * from './sqlite-history-store.js';
