import { chargeCommanded, dischargeCommanded } from '@kilowatch/contracts';
import { defineService } from '@kilowatch/service-kit';
import { mqttPublisherConfig } from './config.js';
import { MqttPublisherModule } from './mqtt-publisher-module.js';

/** The only service that publishes what changes a device. */
export const mqttPublisherService = defineService({
  name: 'mqtt-publisher',
  config: mqttPublisherConfig,
  hasHttp: false,
  isFenced: true,
  addresses: (config) => ({
    [chargeCommanded.pattern]: config.MQTT_TOPIC_CHARGE,
    [dischargeCommanded.pattern]: config.MQTT_TOPIC_DISCHARGE,
  }),
  module: (context) => MqttPublisherModule.with(context),
});
