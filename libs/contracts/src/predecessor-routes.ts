import * as z from 'zod';
import { heatPumpBrand } from './device.js';
import { defineRoute } from './route.js';

/** What the pages and scripts of the monitoring predecessors ask, answered in their shapes. Times are UTC with offset. */
const ofMonitoring = { isPredecessors: true, isMonitoring: true } as const;
const text = z.string();
const history = { 500: 'The history did not answer' };

export const cellRow = z.looseObject({
  id: z.number().int(),
  timestamp: text,
  device_id: text,
  voltage: z.number(),
  current_ma: z.number(),
  power_mw: z.number(),
  temperature: z.number(),
  acs_current_a: z.number().optional(),
  wifi_rssi: z.number(),
});
export type CellRow = z.infer<typeof cellRow>;

export const getCellHistory = defineRoute('GET', '/api/history', {
  summary: 'Battery twin: the last rows, oldest first',
  ...ofMonitoring,
  query: z.looseObject({
    limit: z.unknown().optional().describe('default 100; what is no integer counts as 100'),
  }),
  reply: z.array(cellRow),
  errors: history,
});

export const getCellStats = defineRoute('GET', '/api/stats', {
  summary: 'Battery twin: means and extremes of the last 100 rows',
  ...ofMonitoring,
  reply: z.looseObject({ total_readings: z.number().int() }),
  errors: history,
});

export const getCellLatest = defineRoute('GET', '/api/latest', {
  summary: 'Battery twin: the newest row',
  ...ofMonitoring,
  reply: z.looseObject({ success: z.boolean() }),
  errors: history,
});

export const gasEntity = z.strictObject({
  pct: z.unknown(),
  device_id: text,
  system_time: z.number().int().describe('s, of receipt'),
  system_datetime: text,
  sensors: z.unknown(),
});
export type GasEntity = z.infer<typeof gasEntity>;

export const getLastEntity = defineRoute('GET', '/get-last-entity', {
  summary: 'Gas meter: the newest message of any device',
  ...ofMonitoring,
  reply: gasEntity,
  errors: { 404: 'There is none', ...history },
});

export const getDataFromTimestamp = defineRoute('GET', '/get-data-from-timestamp', {
  summary: 'Gas meter: every message received at system_time (s) or later, oldest first',
  ...ofMonitoring,
  query: z.looseObject({ system_time: z.unknown().optional() }),
  reply: z.array(gasEntity),
  errors: { 400: 'system_time is missing, or no integer', 404: 'There is none', ...history },
  answerWithinS: 60,
});

const heatPumpConfig = z.looseObject({
  brand: heatPumpBrand,
  display_name: text,
  colors: z.record(text, text),
});

export const getHeatPumpConfig = defineRoute('GET', '/api/config', {
  summary: 'Heat pump: brand, its display name and the colours of the charts',
  ...ofMonitoring,
  reply: heatPumpConfig,
});

/** The seven blocks are made in libs/compat; their shapes are its business. */
export const getInitialData = defineRoute('GET', '/api/initial-data', {
  summary: 'Heat pump: the seven charts of a range',
  ...ofMonitoring,
  query: z.looseObject({ range: text.default('24h').describe('1h, 6h, 24h, 7d, 30d, 90d, or as these') }),
  reply: z.looseObject({ config: heatPumpConfig }),
  errors: { 400: 'The range cannot be read', ...history },
});

export const sensorRow = z.strictObject({
  sensor_id: text,
  sensor_type: text,
  value: z.number(),
  unit: text,
  timestamp: text,
  location: z.unknown().describe('null where there is none'),
  metadata: z.unknown().describe('{} where there is none'),
});
export type SensorRow = z.infer<typeof sensorRow>;

export const sensorStats = z.strictObject({
  sensor_id: text,
  min_value: z.number(),
  max_value: z.number(),
  avg_value: z.number(),
  count: z.number().int(),
  last_reading: text,
  sensor_type: text,
  unit: text,
  location: z.unknown(),
});
export type SensorStats = z.infer<typeof sensorStats>;

export const getSensors = defineRoute('GET', '/api/sensors', {
  summary: 'IoT sensors: statistics of each since it was first seen',
  ...ofMonitoring,
  reply: z.object({ sensors: z.array(sensorStats) }),
  errors: history,
});

export const getSensorReadings = defineRoute('GET', '/api/sensors/:sensor/readings', {
  summary: 'IoT sensors: the readings of one, ascending by time',
  ...ofMonitoring,
  query: z.looseObject({
    hours: z.unknown().optional().describe('default 24; what is no integer counts as 24'),
  }),
  reply: z.object({ readings: z.array(sensorRow) }),
  errors: history,
});

export const getHealthy = defineRoute('GET', '/health', {
  summary: 'IoT sensors: that this answers',
  ...ofMonitoring,
  isPublic: true,
  reply: z.strictObject({ status: z.literal('healthy') }),
});
