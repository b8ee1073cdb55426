import * as z from 'zod';
import { defineRoute } from './route.js';

/** Answered by ingest once the broker has the telemetry. Bodies are checked by their dialect, in the predecessors' words. */
const ofIngest = { service: 'ingest', isPredecessors: true, isMonitoring: true, hasRawBody: true } as const;
const jsonBody = z.looseObject({});
const saved = z.object({ status: z.literal('success'), message: z.literal('Data saved') });
const errors = {
  400: 'Nothing in it, or not readable',
  413: 'Too large',
  500: 'The broker did not confirm it: send it again',
};

export const postSensorData = defineRoute('POST', '/sensor_data', {
  ...ofIngest,
  summary: 'Battery twin: a reading of an ESP32 (voltage, current_ma, power_mw, temperature, …)',
  body: jsonBody,
  reply: saved,
  errors,
});

export const postData = defineRoute('POST', '/data', {
  ...ofIngest,
  summary: 'Battery twin: the same with the key names of the firmware (bus_voltage, ina_current_mA, …)',
  body: jsonBody,
  reply: saved,
  errors,
});

export const postReceiveJson = defineRoute('POST', '/receive-json', {
  ...ofIngest,
  summary: 'Gas meter: a message of a handheld (pct, id, ts, sensors)',
  body: jsonBody,
  reply: z.object({ received: z.unknown(), system_time: z.number().int().describe('s, of receipt') }),
  errors,
});

const lines = {
  service: 'ingest' as const,
  bodyTypes: ['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded'],
  hasRawBody: true,
  reply: z.null().describe('nothing: 204'),
  errors: {
    400: 'A line is malformed; the others are written',
    413: 'Too large',
    503: 'The broker did not confirm it',
  },
};

export const postLinesV2 = defineRoute('POST', '/api/v2/write', {
  ...lines,
  summary: 'InfluxDB line protocol, as to an InfluxDB 2; org and bucket are not looked at',
  query: z.looseObject({ precision: z.enum(['ns', 'us', 'ms', 's']).default('ns') }),
});

/** `POST /write` with anything but JSON is this one. */
export const postLines = defineRoute('POST', '/write/lines', {
  ...lines,
  summary: 'InfluxDB line protocol, as to the /write of an InfluxDB 1; POST /write without JSON leads here',
  query: z.looseObject({ precision: z.enum(['n', 'ns', 'u', 'us', 'ms', 's', 'm', 'h']).default('ns') }),
});
