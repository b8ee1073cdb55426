import * as z from 'zod';
import { type DeviceKind, deviceKind, threshold } from './device.js';

/** How much a value is to be worried about. */
export const concern = z.enum(['good', 'warning', 'critical']);
export type Concern = z.infer<typeof concern>;

/** A gauge: its two ends, and up to where each colour goes. */
export const gaugeSettings = z
  .strictObject({
    min: z.number(),
    max: z.number(),
    bands: z
      .array(z.strictObject({ upTo: z.number(), concern }))
      .min(1)
      .max(10)
      .describe('ascending; the last goes to the end'),
  })
  .refine(({ min, max }) => min < max, 'min must be below max')
  .refine(
    ({ bands }) => bands.every(({ upTo }, i) => i === 0 || upTo > (bands[i - 1]?.upTo ?? 0)),
    'the upTo of the bands must rise',
  );
export type GaugeSettings = z.infer<typeof gaugeSettings>;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour as "#0b62b8"');
/** The colours that a site may choose: custom properties of the style sheet, without their dashes. */
export const colourName = z.enum([
  'charge',
  'discharge',
  'soc',
  'good',
  'warning',
  'bad',
  ...([1, 2, 3, 4, 5, 6, 7, 8] as const).map((n) => `series-${n}` as const),
  ...(['safe', 'low', 'raised', 'high', 'very-high', 'danger'] as const).map(
    (level) => `gas-${level}` as const,
  ),
]);
export type ColourName = z.infer<typeof colourName>;

const metricKey = z.string().min(1).max(201);

/** What the dashboard shows how: defaults for every device of a kind. What is set for one device goes before. */
export const displaySettings = z.strictObject({
  thresholds: z
    .partialRecord(deviceKind, z.record(metricKey, threshold))
    .describe('by kind and metric, in the stored unit'),
  gauges: z
    .partialRecord(deviceKind, z.record(metricKey, gaugeSettings))
    .describe('by kind and metric, in the stored unit'),
  gasDangerPpm: z
    .record(z.string().min(1).max(20), z.number().positive())
    .describe('ppm by gas: the full length of its coloured bar'),
  gasBandsPct: z
    .array(z.number().min(0).max(100))
    .length(5)
    .refine((bands) => bands.every((pct, i) => i === 0 || pct > (bands[i - 1] ?? 0)), 'must rise')
    .describe('% of the danger level at which the colour of a gas changes'),
  colours: z
    .partialRecord(colourName, z.strictObject({ light: colour, dark: colour }))
    .describe('in place of those of the style sheet'),
});
export type DisplaySettings = z.infer<typeof displaySettings>;

/**
 * What is shown without a word of the site. Cells, gauges and bands of gas are those of the predecessors' pages; their power
 * gauge (0 to 10) was fed with mW and is in W here. Danger levels of CO, H2S and NO2 they did not know: 200 ppm is the ceiling
 * for CO that NIOSH recommends, 50 and 13 ppm are where H2S and NO2 are critical.
 */
export const usualDisplay: DisplaySettings = {
  thresholds: {
    cell: {
      temperatureC: { warningAbove: 30, criticalAbove: 40 },
      powerW: { warningAbove: 0.5, criticalAbove: 0.8 },
      voltageV: { warningBelow: 3, criticalBelow: 2.5 },
    },
    gas: { batteryPct: { warningBelow: 20, criticalBelow: 10 } },
  },
  gauges: {
    cell: {
      temperatureC: {
        min: 0,
        max: 60,
        bands: [
          { upTo: 15, concern: 'good' },
          { upTo: 35, concern: 'warning' },
          { upTo: 60, concern: 'critical' },
        ],
      },
      powerW: {
        min: 0,
        max: 10,
        bands: [
          { upTo: 3, concern: 'good' },
          { upTo: 7, concern: 'warning' },
          { upTo: 10, concern: 'critical' },
        ],
      },
    },
  },
  gasDangerPpm: { CH4: 500, CO2: 5_000, LPG: 1_000, H2: 1_000, CO: 200, H2S: 50, NO2: 13 },
  gasBandsPct: [16, 33, 50, 66, 83],
  colours: {},
};

/** What a site says of its own; the rest is {@link usualDisplay}. */
export const displayOverrides = displaySettings.partial();
export type DisplayOverrides = z.infer<typeof displayOverrides>;

const kinds = deviceKind.options;

/** By kind and metric: one that a site sets replaces the usual one of that metric, no other. */
const merged = <T>(
  usual: Partial<Record<DeviceKind, Record<string, T>>>,
  own: Partial<Record<DeviceKind, Record<string, T>>> | undefined,
): Partial<Record<DeviceKind, Record<string, T>>> =>
  Object.fromEntries(
    kinds
      .map((kind) => [kind, { ...usual[kind], ...own?.[kind] }] as const)
      .filter(([, metrics]) => Object.keys(metrics).length > 0),
  );

/** The display settings of a site. */
export const displayWith = (own: DisplayOverrides): DisplaySettings => ({
  thresholds: merged(usualDisplay.thresholds, own.thresholds),
  gauges: merged(usualDisplay.gauges, own.gauges),
  gasDangerPpm: { ...usualDisplay.gasDangerPpm, ...own.gasDangerPpm },
  gasBandsPct: own.gasBandsPct ?? usualDisplay.gasBandsPct,
  colours: { ...usualDisplay.colours, ...own.colours },
});
