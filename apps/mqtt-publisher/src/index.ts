export * from './config.js';
export * from './mqtt-publisher-module.js';
export * from './mqtt-publisher-service.js';
