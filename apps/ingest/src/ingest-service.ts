import { defineService } from '@kilowatch/service-kit';
import { ingestConfig } from './config.js';
import { movedFilters } from './moved-topics.js';
import { IngestModule } from './ingest-module.js';

export const ingestService = defineService({
  name: 'ingest',
  config: ingestConfig,
  hasHttp: false,
  isFenced: true,
  addresses: (config) => movedFilters(config),
  module: (context) => IngestModule.with(context),
});
