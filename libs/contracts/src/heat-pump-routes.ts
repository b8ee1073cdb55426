import * as z from 'zod';
import { deviceId, heatPumpBrand } from './device.js';
import { epochMs } from './reading.js';
import { defineRoute } from './route.js';

/** The temperatures that a heat pump is judged by; °C. */
export const heatPumpTemperature = z.enum([
  'outdoor_temp',
  'indoor_temp',
  'radiator_forward',
  'radiator_return',
  'hot_water_top',
  'brine_in_evaporator',
  'brine_out_condenser',
]);
export type HeatPumpTemperature = z.infer<typeof heatPumpTemperature>;

const numbers = z.array(z.number());

/** One number for each window in which there is one; lists of one length. */
export const pumpValues = z.object({
  atMs: z.array(epochMs).describe('start of each window, ascending'),
  values: numbers,
});
export type PumpValues = z.infer<typeof pumpValues>;

/** A mean for each window, and the extremes in it: what was short is not averaged away. */
export const pumpMeans = pumpValues.extend({ min: numbers, max: numbers });
export type PumpMeans = z.infer<typeof pumpMeans>;

const percent = z.number().min(0).max(100);

/** Where the heat comes from, the electricity of the compressor being 100. */
export const pumpFlows = z.object({
  cop: z.number(),
  ground: z.number(),
  electricity: z.number(),
  heater: z.number().describe('0: not worth being shown'),
  toHouse: z.number().describe('through the heat pump'),
  freePct: percent.describe('the share of the ground in all heat'),
});
export type PumpFlows = z.infer<typeof pumpFlows>;

/** Shares of the time in which it was known whether the compressor ran; 100 together. */
export const pumpRuntime = z.object({
  compressorPct: percent.describe('without the heater'),
  togetherPct: percent.describe('compressor and heater'),
  heaterPct: percent.describe('without the compressor'),
  idlePct: percent,
});
export type PumpRuntime = z.infer<typeof pumpRuntime>;

/** The seven charts. What nobody has said is null, or has empty lists; nothing is made up for it. */
export const pumpCharts = z.object({
  flows: pumpFlows.nullable(),
  cop: pumpValues.extend({
    mean: z.number().nullable(),
    method: z
      .enum(['measured', 'estimated'])
      .optional()
      .describe('measured: heat by flow and temperatures over electricity; else estimated from temperatures'),
  }),
  runtime: pumpRuntime.nullable(),
  temperatures: z.partialRecord(heatPumpTemperature, pumpMeans),
  performance: z.object({ brineDeltaK: pumpValues, radiatorDeltaK: pumpValues }),
  power: z.object({ powerW: pumpMeans, heaterPct: pumpMeans }),
  valve: pumpValues.describe('1: hot water, 0: heating'),
  compressor: pumpValues.describe('1: it runs; shown beneath performance, power and valve'),
});
export type PumpCharts = z.infer<typeof pumpCharts>;

/** `starts` is null where windows are too long to count them. */
const running = z.object({ hours: z.number(), percent, starts: z.number().int().min(0).nullable() });
export type PumpRunning = z.infer<typeof running>;

/** Figures of the range; null: nobody has said what it takes, or windows are too long to tell. */
export const pumpFigures = z.object({
  energy: z.object({ totalKwh: z.number(), averageW: z.number(), peakW: z.number() }).nullable(),
  compressor: running.nullable(),
  heater: running.nullable(),
  hotWater: z
    .object({
      cycles: z.number().int().min(0).describe('of five minutes or more'),
      averageMinutes: z.number(),
      averageKwh: z.number().nullable(),
    })
    .nullable(),
});
export type PumpFigures = z.infer<typeof pumpFigures>;

const instant = 'RFC 3339, a Flux duration such as -24h, or now()';

export const getHeatPump = defineRoute('GET', '/api/v1/devices/:device/heat-pump', {
  summary: 'The seven charts of a heat pump over a time range, and its figures',
  query: z.object({
    from: z.string().default('-24h').describe(`${instant}; inclusive`),
    to: z.string().default('now()').describe(`${instant}; exclusive`),
  }),
  reply: z.object({
    device: deviceId,
    brand: heatPumpBrand.optional().describe('as set or recognised, else as configured'),
    fromMs: epochMs,
    toMs: epochMs,
    stepMs: z.number().int().min(1).describe('length of the windows'),
    charts: pumpCharts,
    figures: pumpFigures,
    alarmTexts: z.record(z.string(), z.string()).describe('what alarm codes of the brand mean, in English'),
    partial: z.string().optional().describe('why something is missing; absent: nothing is'),
  }),
  errors: {
    400: 'A parameter is malformed, or the device is no heat pump',
    404: 'No such device',
    429: 'Too many queries at a time',
    503: 'The history did not answer',
  },
});
