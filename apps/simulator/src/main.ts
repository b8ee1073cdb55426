import 'reflect-metadata';
import { startService } from '@kilowatch/service-kit';
import { simulatorService } from './simulator-service.js';

await startService(simulatorService);
