export * from './history-store.js';
