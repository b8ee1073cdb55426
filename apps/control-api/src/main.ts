import 'reflect-metadata';
import { startService } from '@kilowatch/service-kit';
import { controlApiService } from './control-api-service.js';

await startService(controlApiService);
