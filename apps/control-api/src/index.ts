export * from './config.js';
export * from './control-api-module.js';
export * from './control-api-service.js';
