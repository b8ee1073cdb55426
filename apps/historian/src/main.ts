import 'reflect-metadata';
import { startService } from '@kilowatch/service-kit';
import { historianService } from './historian-service.js';

await startService(historianService);
