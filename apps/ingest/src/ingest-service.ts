import { defineService, movedTraffic } from '@kilowatch/service-kit';
import { ingestConfig } from './config.js';
import { IngestModule } from './ingest-module.js';

export const ingestService = defineService({
  name: 'ingest',
  config: ingestConfig,
  hasHttp: true,
  isFenced: true,
  addresses: (config) => ({ ...movedTraffic(config) }),
  module: (context) => IngestModule.with(context),
});
