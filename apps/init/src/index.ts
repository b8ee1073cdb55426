export { type AclOptions, mosquittoAcl } from './mosquitto-acl.js';
export { mosquittoPasswordLine } from './mosquitto-password-line.js';
export { type WebServerOptions, webServerConfig } from './web-server-config.js';
