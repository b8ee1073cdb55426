export * from './product/both-modes.js';
export type { Ended, Environment } from './product/child.js';
export { freePort } from './product/free-port.js';
export type { Product, StartProduct } from './product/product.js';
export * from './product/services-product.js';
export { shiftedClock } from './product/shifted-clock.js';
export * from './product/standalone-product.js';
