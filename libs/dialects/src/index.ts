export * from './battery-state.js';
