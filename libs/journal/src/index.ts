export * from './crc32c.js';
export * from './journal.js';
export * from './journal-entry.js';
export { JournalBroken, JournalFull, JournalInUse, JournalRefused } from './journal-errors.js';
export { type JournalLimits, journalLimits } from './journal-limits.js';
export * from './journal-position.js';
export { recordBytesOf } from './record-format.js';
