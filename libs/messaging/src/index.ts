export * from './create-door.js';
export * from './consuming/read-message.js';
export type { KeepNow, QuarantineEntry, RefusalKeeper } from './consuming/refusals.js';
export * from './door.js';
export * from './handlers.js';
export * from './limits.js';
