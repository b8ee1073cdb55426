import { controlApiService } from '@kilowatch/control-api';
import { historianService } from '@kilowatch/historian';
import { ingestService } from '@kilowatch/ingest';
import { mqttPublisherService } from '@kilowatch/mqtt-publisher';
import { realtimeGatewayService } from '@kilowatch/realtime-gateway';
import type { ServiceDefinition } from '@kilowatch/service-kit';
import { simulatorService } from '@kilowatch/simulator';

/** Every service of the product; who records comes before who speaks. */
export const services: readonly ServiceDefinition[] = [
  historianService,
  ingestService,
  realtimeGatewayService,
  mqttPublisherService,
  controlApiService,
  simulatorService,
];

/** Without the demo there is no simulator. */
export const servicesFor = (isDemo: boolean): readonly ServiceDefinition[] =>
  isDemo ? services : services.filter((service) => service.name !== simulatorService.name);
