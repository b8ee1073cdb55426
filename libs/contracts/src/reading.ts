import * as z from 'zod';
import { deviceId } from './device.js';

/** Quality of a value; absent means good. */
export const quality = z.enum(['stale', 'estimated', 'suspect', 'missing']);
export type Quality = z.infer<typeof quality>;

/** UTC epoch milliseconds. */
export const epochMs = z.number().int().min(0).max(8_640_000_000_000_000);

export const metricName = z.string().min(1).max(100);

/** One number of one device. Identity = (device, metric, index, atMs, ordinal); the same identity is stored once. */
export const reading = z.strictObject({
  device: deviceId,
  metric: metricName,
  index: z.string().min(1).max(100).optional().describe('where a device has several of one kind'),
  value: z.number().describe('finite, in the canonical unit of the metric'),
  atMs: epochMs.describe('event time'),
  receivedAtMs: epochMs,
  ordinal: z
    .number()
    .int()
    .min(0)
    .describe("the device's own sequence, else the position among those that share a time"),
  quality: quality.optional(),
});
export type Reading = z.infer<typeof reading>;

/** The accepted original of one device message, kept beside the readings made from it. */
export const originalMessage = z.strictObject({
  source: z.string().min(1).max(500).describe('where it came in, as "mqtt:batteries/demo/state"'),
  device: deviceId,
  receivedAtMs: epochMs,
  arrival: z.number().int().min(0).describe('rising per telemetry source: keeps the order of arrival'),
  body: z.string().describe('the payload as text'),
});
export type OriginalMessage = z.infer<typeof originalMessage>;
