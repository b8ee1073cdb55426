export * from './connect-realtime.js';
export * from './live-model.js';
export * from './realtime.js';
export * from './staleness.js';
export * from './watched.js';
