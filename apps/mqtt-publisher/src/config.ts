import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';

export const mqttPublisherConfig = z.object({
  ...commonConfig.pick({ BATTERY_RATED_KW: true, MQTT_TOPIC_CHARGE: true, MQTT_TOPIC_DISCHARGE: true }).shape,
  COMMANDS_REMEMBERED: atLeastOne(10_000).describe(
    'a repeated command id is answered as before, not published',
  ),
});
export type MqttPublisherConfig = z.output<typeof mqttPublisherConfig>;
