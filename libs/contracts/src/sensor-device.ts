import * as z from 'zod';
import { deviceSequenceKeys } from './battery-device.js';
import { defineMessage } from './message.js';
import { isPlainSensorReading } from './plain-checks.js';

/**
 * One value of one sensor. Device side: what the dialect makes of it (numeric text, a name in the body that wins over the topic) is
 * decided there, so that only the outline is checked here.
 */
export const sensorReading = z.looseObject({ ...deviceSequenceKeys });
export type SensorReading = z.infer<typeof sensorReading>;

/** The predecessor's topic; `MQTT_TOPICS` (a comma list) moves it. */
export const sensorReported = defineMessage('sensors/{id}/{type}', sensorReading, {
  isPlain: isPlainSensorReading,
});
