import * as z from 'zod';
import { deviceSequenceKeys } from './battery-device.js';
import { defineMessage } from './message.js';
import { isPlainSensorReading } from './plain-checks.js';

/**
 * One value of one sensor. Device side: what the dialect makes of it (numeric text, a name in the body that wins over the topic) is
 * decided there, so that only the outline is checked here.
 */
export const sensorReading = z.looseObject({
  value: z.unknown().optional().describe('a finite number, or a text that is one'),
  unit: z.unknown().optional().describe('stays with the original message'),
  timestamp: z.unknown().optional().describe('ISO 8601, without an offset UTC; absent: the time of receipt'),
  sensor_id: z.unknown().optional().describe('wins over the topic'),
  type: z.unknown().optional().describe('wins over the topic'),
  location: z.unknown().optional().describe('stays with the original message'),
  metadata: z.unknown().optional().describe('stays with the original message'),
  ...deviceSequenceKeys,
});
export type SensorReading = z.infer<typeof sensorReading>;

/** The predecessor's topic. */
export const sensorReported = defineMessage('sensors/{id}/{type}', sensorReading, {
  isPlain: isPlainSensorReading,
});
