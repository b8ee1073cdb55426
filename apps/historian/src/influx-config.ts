import { deviceId } from '@kilowatch/contracts';
import { atLeastOne, onOrOff, secret } from '@kilowatch/service-kit';
import * as z from 'zod';

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

const webAddress = z
  .string()
  .refine(isWebAddress)
  .meta({ expected: 'an address such as http://localhost:8086' });

/** A token that is needed as soon as another setting is there. */
const token = (needed: string) =>
  secret()
    .meta({ isSecret: true, expected: `a token of InfluxDB, ${needed}` })
    .optional();

/** Where InfluxDB is, and the predecessors' buckets beside ours. */
export const influxConfig = z.object({
  INFLUXDB_URL: webAddress.default('http://localhost:8086').describe('with HISTORY=influxdb'),
  INFLUXDB_TOKEN: token('which HISTORY=influxdb needs').describe('may read and write INFLUXDB_BUCKET'),
  INFLUXDB_ORG: z.string().default('kilowatch').describe('its organisation'),
  INFLUXDB_BUCKET: z
    .string()
    .default('telemetry')
    .describe('our bucket; how long it keeps is its own setting'),
  INFLUXDB_TIMEOUT_MS: atLeastOne(5_000).describe('for one request to InfluxDB and its answer'),
  INFLUXDB_CONNECTIONS: atLeastOne(8).describe('connections to InfluxDB, kept open'),

  INFLUXDB_BATTERY_ORG: z.string().default('ENI').describe('of INFLUXDB_BATTERY_BUCKET'),
  INFLUXDB_BATTERY_BUCKET: z
    .string()
    .optional()
    .describe('with the measurement battery_data (battery1), only read; unset: none'),
  INFLUXDB_BATTERY_TOKEN: token('which INFLUXDB_BATTERY_BUCKET needs').describe('may read it'),

  INFLUXDB_HEATPUMP_ORG: z.string().default('thermia').describe('of INFLUXDB_HEATPUMP_BUCKET'),
  INFLUXDB_HEATPUMP_BUCKET: z
    .string()
    .optional()
    .describe('with the measurement heatpump (heatpump); unset: none'),
  INFLUXDB_HEATPUMP_TOKEN: token('which INFLUXDB_HEATPUMP_BUCKET needs').describe(
    'may read it, and with INFLUXDB_HEATPUMP_WRITE write it',
  ),
  INFLUXDB_HEATPUMP_DEVICE: deviceId
    .default('heat-pump:thermia')
    .meta({ expected: 'a device such as heat-pump:thermia' })
    .describe('the device that its registers are metrics of'),
  INFLUXDB_HEATPUMP_WRITE: onOrOff()
    .default(false)
    .describe('on: what that device reports is written there as well, for what still reads that bucket'),
});

type Given = Partial<z.output<typeof influxConfig>> & { HISTORY: 'sqlite' | 'influxdb' };

/** Names of settings that are missing beside the others. */
export function influxProblems(config: Given): (keyof z.output<typeof influxConfig>)[] {
  if (config.HISTORY !== 'influxdb') return [];
  const needed = [
    [true, 'INFLUXDB_TOKEN'],
    [config.INFLUXDB_BATTERY_BUCKET !== undefined, 'INFLUXDB_BATTERY_TOKEN'],
    [config.INFLUXDB_HEATPUMP_BUCKET !== undefined, 'INFLUXDB_HEATPUMP_TOKEN'],
  ] as const;
  return needed.flatMap(([isNeeded, name]) => (isNeeded && config[name] === undefined ? [name] : []));
}
