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

const demoName = /^demo(?:_|$)/;

/** Demo devices are called `demo`, or `demo_` and more: nobody else's may count as real then. */
export const isDemoDevice = (device: string): boolean => demoName.test(nativeIdOf(device));

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

/** Metrics of an ESP32 that watches a cell and their canonical units; positive current = discharge through the load. */
export const cellMetrics = {
  voltageV: 'V',
  currentA: 'A',
  powerW: 'W',
  temperatureC: '°C',
  acsCurrentA: 'A',
  wifiRssiDbm: 'dBm',
  humidityPct: '%',
  adsVoltageV: 'V',
  socPct: '%',
  sohPct: '%',
} as const;
export type CellMetric = keyof typeof cellMetrics;

/** Metrics of a gas detector; `concentrationPpm` has an index per sensor in it, as `CH4/0`. States: 0 is fine, 1 is not. */
export const gasMetrics = {
  concentrationPpm: 'ppm',
  batteryPct: '%',
  temperatureC: '°C',
  alarmState: '',
  faultState: '',
} as const;
export type GasMetric = keyof typeof gasMetrics;

/** The brands whose registers we know. */
export const heatPumpBrand = z.enum(['thermia', 'ivt', 'nibe']);
export type HeatPumpBrand = z.infer<typeof heatPumpBrand>;

/** One series of a device and how it is measured. */
export const deviceMetric = z.strictObject({
  metric: z.string().min(1).max(100),
  index: z.string().min(1).max(100).optional(),
  unit: z.string().max(40).describe('of what is stored; empty: a number without one'),
  sentUnit: z.string().max(40).optional().describe('what the device says, where that is another'),
});
export type DeviceMetric = z.infer<typeof deviceMetric>;

/** Where a value begins to be worth a look; in the stored unit. */
export const threshold = z.strictObject({
  warningAbove: z.number().optional(),
  criticalAbove: z.number().optional(),
  warningBelow: z.number().optional(),
  criticalBelow: z.number().optional(),
});
export type Threshold = z.infer<typeof threshold>;

export const calibration = z.enum(['uncalibrated', 'calibrated']);
export type Calibration = z.infer<typeof calibration>;

const label = z.string().min(1).max(200);
/** `2026-03-12`: a day of the site's time zone, whatever the hour. */
const siteDay = z.iso.date();
const isDueOn = 'the day on which it is to be calibrated again';

/** By metric, or metric/index: the time of the last value of it that somebody knows of. */
const removedSeries = z.record(z.string().min(1).max(201), z.number().int().min(0));
const isRemoved =
  'sensors that somebody took out: by metric, or metric/index, when it measured last (ms); a later value counts again';

/** What a person says of a device; null takes it back. */
export const deviceSettings = z.strictObject({
  name: label.nullable().optional().describe('shown instead of the id'),
  group: label.nullable().optional(),
  location: label.nullable().optional(),
  brand: heatPumpBrand.nullable().optional().describe('of a heat pump: which registers it has'),
  calibration: calibration
    .nullable()
    .optional()
    .describe('while not calibrated there are no days and no note'),
  calibratedOn: siteDay.nullable().optional().describe("a day in the site's time zone"),
  calibrationDueOn: siteDay.nullable().optional().describe(isDueOn),
  calibrationNote: label.nullable().optional().describe('by whom, or with what'),
  thresholds: z
    .record(z.string().min(1).max(201), threshold)
    .refine((all) => Object.keys(all).length <= 100, 'must have at most 100 entries')
    .nullable()
    .optional()
    .describe('by metric, or metric/index'),
  removedSeries: removedSeries
    .refine((all) => Object.keys(all).length <= 100, 'must have at most 100 entries')
    .nullable()
    .optional()
    .describe(isRemoved),
  isIgnored: z.boolean().optional().describe('what it says is dropped, counted and not stored'),
});
export type DeviceSettings = z.infer<typeof deviceSettings>;

/** Most series that an entry lists; a device with more of them is stored all the same. */
export const maxListedSeries = 256;

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
  silentSinceMs: z
    .number()
    .int()
    .optional()
    .describe('when it was heard last, once that is three of its intervals ago'),
  expectedIntervalMs: z.number().int().min(1).optional().describe('between two of its messages, learnt'),
  dialect: z.string().max(40).optional().describe('how it speaks'),
  name: label.optional(),
  group: label.optional(),
  location: label.optional().describe('as set, else as the device said'),
  model: label.optional().describe('as the device said'),
  brand: heatPumpBrand.optional().describe('of a heat pump: as set, else as recognised'),
  calibration: calibration.optional(),
  calibratedOn: siteDay.optional().describe("a day in the site's time zone"),
  calibrationDueOn: siteDay.optional().describe(isDueOn),
  calibrationNote: label.optional().describe('by whom, or with what'),
  thresholds: z.record(z.string(), threshold).optional(),
  removedSeries: removedSeries.optional().describe(isRemoved),
  isIgnored: z.boolean().optional(),
  isForgotten: z
    .literal(true)
    .optional()
    .describe('it was taken out of the registry: the last that is said of it'),
  series: z.array(deviceMetric).max(maxListedSeries).optional(),
});
export type DeviceEntry = z.infer<typeof deviceEntry>;

export const livingState = z.enum(['online', 'silent', 'offline', 'unknown']);
export type LivingState = z.infer<typeof livingState>;

/** How long a device whose interval is not known yet may be silent. */
const patienceMs = 15 * 60_000;

/** Whether a device is there: what its last will said, else whether it has been silent for three of its intervals, or for long. */
export function livingStateOf(
  entry: Pick<DeviceEntry, 'connection' | 'silentSinceMs' | 'expectedIntervalMs' | 'lastSeenAtMs'>,
  nowMs: number,
): LivingState {
  if (entry.connection === 'offline') return 'offline';
  if (entry.silentSinceMs !== undefined) return 'silent';
  if (entry.expectedIntervalMs !== undefined || entry.connection === 'online') return 'online';
  return nowMs - entry.lastSeenAtMs <= patienceMs ? 'online' : 'unknown';
}
