import { chargeCommanded, demoCellReported, dischargeCommanded } from '@kilowatch/contracts';
import { defineService } from '@kilowatch/service-kit';
import { simulatorConfig } from './config.js';
import { SimulatorModule } from './simulator-module.js';

export const simulatorService = defineService({
  name: 'simulator',
  config: simulatorConfig,
  hasHttp: false,
  addresses: (config) => ({
    [chargeCommanded.pattern]: config.MQTT_TOPIC_CHARGE,
    [dischargeCommanded.pattern]: config.MQTT_TOPIC_DISCHARGE,
    [demoCellReported.pattern]: config.MQTT_TOPIC_ESP32,
  }),
  module: (context) => SimulatorModule.with(context),
});
