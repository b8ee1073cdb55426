export * from './config.js';
export * from './ingest-module.js';
export * from './ingest-service.js';
