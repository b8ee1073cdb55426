import 'reflect-metadata';
import { startService } from '@kilowatch/service-kit';
import { ingestService } from './ingest-service.js';

await startService(ingestService);
