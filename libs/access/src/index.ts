export * from './access.js';
export { ApiKey } from './api-key.js';
export { addressOf, type Peer } from './client-address.js';
export { sessionCookieName } from './session-cookie.js';
