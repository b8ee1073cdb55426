import { webServerConfig } from './web-server-config.js';

/**
 * The configuration of the web server's container, as deploy/README.md draws it. All ports serve the same; published are 5003 and
 * 8501, and others by the files in deploy/legacy-ports.
 */
export const containerWebServerConfig = (): string =>
  webServerConfig({
    controlApi: 'control-api:5003',
    gateway: 'realtime-gateway:5003',
    ingest: 'ingest:5003',
    listen: ['5003', '8501'],
    legacy: [
      { listen: '5000', as: 5000 },
      { listen: '8000', as: 8000 },
      { listen: '8050', as: 8050 },
    ],
    root: '/usr/share/kilowatch',
    folder: '/tmp',
    resolver: '127.0.0.11', // the engine's own name server
  });
