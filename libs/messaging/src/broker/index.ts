export * from './broker-limits.js';
export * from './embedded-broker.js';
