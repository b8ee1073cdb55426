import { chargeCommanded, dischargeCommanded } from '@kilowatch/contracts';
import { defineService } from '@kilowatch/service-kit';
import { historianConfig } from './config.js';
import { HistorianModule } from './historian-module.js';

export const historianService = defineService({
  name: 'historian',
  config: historianConfig,
  hasHttp: false,
  isFenced: true,
  addresses: (config) => ({
    [chargeCommanded.pattern]: config.MQTT_TOPIC_CHARGE,
    [dischargeCommanded.pattern]: config.MQTT_TOPIC_DISCHARGE,
  }),
  module: (context) => HistorianModule.with(context),
});
