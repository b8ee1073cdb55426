import * as z from 'zod';

export const deviceKind = z.enum(['battery', 'cell', 'gas', 'heat-pump', 'sensor', 'meter', 'service']);
export type DeviceKind = z.infer<typeof deviceKind>;

const kinds = deviceKind.options.join('|');

/** `<kind>:<native id>`, as `battery:demo`. Percent-encoded in topics and URLs, plain in payloads. */
export const deviceId = z
  .string()
  .max(200)
  .regex(
    new RegExp(`^(${kinds}):.+$`, 's'),
    `must be "<kind>:<native id>" with a kind of ${deviceKind.options.join(', ')}`,
  )
  .refine(
    (id) => id.isWellFormed(),
    'must be well-formed Unicode: half a surrogate pair has no place in a topic',
  );

export const kindOf = (device: string): DeviceKind => device.slice(0, device.indexOf(':')) as DeviceKind;
export const nativeIdOf = (device: string): string => device.slice(device.indexOf(':') + 1);

/** Demo devices have native ids that start with `demo`; nobody else's may count as real then. */
export const isDemoDevice = (device: string): boolean => nativeIdOf(device).startsWith('demo');

/** The one battery behind `battery/charge` and `battery/discharge`, whose predecessor gave it no name. */
export const legacyBattery = 'battery:default';

/** Battery metrics and their canonical units; positive power and current = discharge. */
export const batteryMetrics = {
  socPct: '%',
  sohPct: '%',
  voltageV: 'V',
  currentA: 'A',
  activePowerW: 'W',
  temperatureC: '°C',
  chargeLimitW: 'W',
  dischargeLimitW: 'W',
  setpointW: 'W',
  energyInWh: 'Wh',
  energyOutWh: 'Wh',
  cellVoltageV: 'V',
} as const;
export type BatteryMetric = keyof typeof batteryMetrics;

/** Fields of the predecessor's measurement `battery_data`: magnitudes in kW, kept as device {@link legacyBattery}. */
export const legacyBatteryMetrics = { charge: 'kW', discharge: 'kW' } as const;
export type LegacyBatteryMetric = keyof typeof legacyBatteryMetrics;

/** Registry entry of a device. A retired demo device is never shown again. */
export const deviceEntry = z.strictObject({
  device: deviceId,
  kind: deviceKind,
  isDemo: z.boolean(),
  isRetired: z.boolean(),
  connection: z
    .enum(['online', 'offline', 'unknown'])
    .describe('what the device itself (or its last will) said'),
  firstSeenAtMs: z.number().int(),
  lastSeenAtMs: z.number().int(),
});
export type DeviceEntry = z.infer<typeof deviceEntry>;
