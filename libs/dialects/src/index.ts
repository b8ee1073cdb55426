export * from './battery-state.js';
export * from './complete.js';
export * from './dialect.js';
export * from './dialects.js';
export { readIsoTime } from './iso-time.js';
export { readNumber } from './number.js';
export * from './sensor-reading.js';
