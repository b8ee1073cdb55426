export * from './ingest-module.js';
export * from './ingest-service.js';
