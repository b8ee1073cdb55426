export * from './battery-state.js';
export * from './complete.js';
export * from './dialect.js';
export * from './dialects.js';
export * from './sensor-reading.js';
