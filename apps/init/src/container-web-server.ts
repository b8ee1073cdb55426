import { webServerConfig } from './web-server-config.js';

/** The configuration of the web server's container, as deploy/README.md draws it. Both ports serve the same. */
export const containerWebServerConfig = (): string =>
  webServerConfig({
    controlApi: 'control-api:5003',
    gateway: 'realtime-gateway:5003',
    ingest: 'ingest:5003',
    listen: ['5003', '8501'],
    root: '/usr/share/kilowatch',
    folder: '/tmp',
    resolver: '127.0.0.11', // the engine's own name server
  });
