import 'reflect-metadata';
import { startService } from '@kilowatch/service-kit';
import { realtimeGatewayService } from './realtime-gateway-service.js';

await startService(realtimeGatewayService);
