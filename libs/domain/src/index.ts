export * from './calendar.js';
export * from './decide-setpoint.js';
export * from './gaps.js';
export * from './not-confirmed.js';
export * from './power.js';
