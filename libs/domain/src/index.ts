export * from './decide-setpoint.js';
export * from './not-confirmed.js';
export * from './power.js';
