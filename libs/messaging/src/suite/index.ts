export * from './collected.js';
export * from './describe-messaging.js';
export * from './mosquitto.js';
export * from './observer.js';
export * from './stage.js';
export * from './tcp-proxy.js';
