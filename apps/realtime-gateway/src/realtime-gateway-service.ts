import { chargeCommanded, dischargeCommanded } from '@kilowatch/contracts';
import { defineService } from '@kilowatch/service-kit';
import { realtimeGatewayConfig } from './config.js';
import { RealtimeGatewayModule } from './realtime-gateway-module.js';

export const realtimeGatewayService = defineService({
  name: 'realtime-gateway',
  config: realtimeGatewayConfig,
  hasHttp: true,
  hasSockets: true,
  addresses: (config) => ({
    [chargeCommanded.pattern]: config.MQTT_TOPIC_CHARGE,
    [dischargeCommanded.pattern]: config.MQTT_TOPIC_DISCHARGE,
  }),
  module: (context) => RealtimeGatewayModule.with(context),
});
