export * from './battery-bodies.js';
export * from './battery-command.js';
export * from './battery-history.js';
export * from './flux-time.js';
export * from './import/index.js';
export * from './instant.js';
