export * from './create-door.js';
export * from './consuming/read-message.js';
export type { QuarantineEntry, RefusalKeeper } from './consuming/refusals.js';
export * from './door.js';
export * from './handlers.js';
export * from './limits.js';
