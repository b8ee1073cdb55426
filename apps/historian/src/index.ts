export * from './config.js';
export * from './historian-module.js';
export * from './historian-service.js';
