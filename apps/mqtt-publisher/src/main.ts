import 'reflect-metadata';
import { startService } from '@kilowatch/service-kit';
import { mqttPublisherService } from './mqtt-publisher-service.js';

await startService(mqttPublisherService);
