export * from './battery-state.js';
export * from './sensor-reading.js';
