export * from './kept-messages.js';
export * from './reliable-sender.js';
