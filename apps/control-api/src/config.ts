import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';
import { historyLimits } from './history/history-limits.js';
import { predecessorLimits } from './predecessors/predecessor-limits.js';

export const controlApiConfig = z.object({
  ...commonConfig.pick({
    BATTERY_RATED_KW: true,
    TIME_ZONE: true,
    DISPLAY_SETTINGS: true,
    HEATPUMP_BRAND: true,
    HEATPUMP_BRANDS: true,
    MQTT_BROKER_HOST: true,
    MQTT_BROKER_PORT: true,
    MQTT_HOST: true,
    MQTT_USERNAME: true,
    TRUSTED_NETWORK: true,
  }).shape,
  MQTT_PUBLISH_ADDRESS: z
    .string()
    .default('127.0.0.1')
    .describe(
      'with TRUSTED_NETWORK: the address of the host on which the broker is published; pages say how to connect there',
    ),
  OWN_WRITES_FRESH_MS: atLeastOne(10_000).describe('for how long a query waits for what was just confirmed'),
  DEVICES_KNOWN: atLeastOne(10_000).describe(
    'entries of the device registry that are kept for /api/v1/devices',
  ),
  ...historyLimits.shape,
  ...predecessorLimits.shape,
});
export type ControlApiConfig = z.output<typeof controlApiConfig>;
