import * as z from 'zod';
import { defineRequest } from './request.js';

const rangeAdvice = 'must be up to three digits and m, h or d, as 24h';

/** A range of the heat pump page: up to three digits of minutes, hours or days. */
export const graphRange = z
  .string(rangeAdvice)
  .regex(/^\d{1,3}[mhd]$/, rangeAdvice)
  .refine((range) => Number.parseInt(range, 10) > 0, 'must be longer than 0');

/** What the predecessors' sockets are answered with; the same as over HTTP. */
export const predecessorQuestion = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('cell-latest') }),
  z.strictObject({ of: z.literal('gas-latest') }),
  z.strictObject({ of: z.literal('heat-pump-graphs'), range: graphRange }),
  z.strictObject({ of: z.literal('sensor-readings'), sensorId: z.string().max(200), hours: z.number() }),
  z.strictObject({ of: z.literal('sensor-stats') }),
]);
export type PredecessorQuestion = z.infer<typeof predecessorQuestion>;

/** realtime-gateway → control-api: once for all sockets that want the same. */
export const predecessorAsked = defineRequest('kw/v1/predecessors/ask', {
  schema: z.strictObject({ question: predecessorQuestion }),
  reply: z.strictObject({
    deflated: z.string().describe('base64 of the raw-deflated JSON: null where there is nothing'),
  }),
  responder: 'control-api',
  deadlineMs: 10_000,
});
