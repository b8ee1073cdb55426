import * as z from 'zod';
import { cellRow, gasEntity, sensorRow, sensorStats } from './predecessor-routes.js';

/** The namespace of the predecessors' pages. Nothing of ours is sent on it. */
export const predecessorNamespace = '/';

/** What a page of a predecessor hears on connecting: each its own greeting, all of them harmless to the others. */
export const predecessorGreetings = {
  response: { data: 'Connected to server' },
  status: { message: 'Connected to IoT Dashboard' },
  connection_status: { status: 'connected', message: 'WebSocket ansluten' },
} as const;

/** From us to a predecessor's page. */
export const predecessorServerEvents = {
  response: z.strictObject({ data: z.string() }),
  new_data: z.union([cellRow, z.looseObject({})]).describe('as posted; on request_latest the row'),
  update_data: gasEntity,
  connection_status: z.strictObject({ status: z.string(), message: z.string() }),
  graph_update: z.looseObject({ timestamp: z.string() }).describe('the seven blocks'),
  pong: z.strictObject({ timestamp: z.string() }),
  status: z.strictObject({ message: z.string() }),
  sensor_update: sensorRow,
  sensor_history: z.strictObject({ sensor_id: z.unknown(), readings: z.array(sensorRow) }),
  sensor_stats: z.strictObject({ sensors: z.array(sensorStats) }),
  error: z.strictObject({ message: z.string() }),
} as const;

/** From a predecessor's page to us. Payloads are read leniently, as the predecessors did. */
export const predecessorClientEvents = [
  'request_latest',
  'change_time_range',
  'request_update',
  'ping',
  'request_sensor_data',
  'request_all_stats',
] as const;
export type PredecessorClientEvent = (typeof predecessorClientEvents)[number];
