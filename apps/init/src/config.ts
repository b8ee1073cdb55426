import { atLeastOne, commonConfig, secret, trafficTopics } from '@kilowatch/service-kit/config';
import * as z from 'zod';

export const initConfig = z.object({
  ...commonConfig.pick({ MQTT_TOPIC_CHARGE: true, MQTT_TOPIC_DISCHARGE: true }).shape,
  ...trafficTopics,
  SECRETS_DIR: z.string().default('./secrets').describe('a folder for each service, with its secrets'),
  BROKER_DIR: z.string().default('./broker').describe('where passwords and rights of the broker are written'),
  INFLUXDB_URL: z.url().optional().describe('unset: no InfluxDB is set up'),
  INFLUXDB_ORG: z.string().min(1).default('kilowatch').describe('organisation of the bucket'),
  INFLUXDB_BUCKET: z.string().min(1).default('telemetry').describe('made where it is missing'),
  INFLUXDB_ADMIN_TOKEN: secret()
    .optional()
    .describe('of an InfluxDB that was set up by somebody else: may make buckets and tokens'),
  INFLUXDB_WAIT_S: atLeastOne(120).describe('s; longest wait for InfluxDB to answer'),
});
export type InitConfig = z.output<typeof initConfig>;
