export * from './create-door.js';
export * from './door.js';
export * from './handlers.js';
export * from './limits.js';
