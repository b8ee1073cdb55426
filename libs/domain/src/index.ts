export * from './decide-setpoint.js';
export * from './power.js';
