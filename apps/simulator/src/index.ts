export * from './config.js';
export * from './simulator-module.js';
export * from './simulator-service.js';
