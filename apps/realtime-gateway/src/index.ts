export * from './config.js';
export * from './realtime-gateway-module.js';
export * from './realtime-gateway-service.js';
