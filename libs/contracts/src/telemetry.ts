import * as z from 'zod';
import { deviceEntry, deviceId } from './device.js';
import { defineMessage } from './message.js';
import { isPlainTelemetry } from './plain-checks.js';
import { epochMs, metricName, originalMessage, quality, reading } from './reading.js';

/** A message stays below this; ingest splits larger batches. */
export const maxBatchBytes = 256 * 1024;

/**
 * How far a device that numbers its messages has come. `boot` names one life of its counter, `seq` rises by one per message from 1,
 * `keptFrom` is the lowest number that the device still keeps: everything below it knows to be stored, or has lost.
 */
export const deviceSequence = z.strictObject({
  device: deviceId,
  boot: z.string().min(1).max(64),
  seq: z.number().int().min(1),
  keptFrom: z.number().int().min(1),
});
export type DeviceSequence = z.infer<typeof deviceSequence>;

/** `batch` is unique and rising per source (a UUID v7): a consumer drops one that it has already seen. */
export const telemetryBatch = z.strictObject({
  batch: z.uuidv7(),
  sentAtMs: epochMs,
  readings: z.array(reading),
  messages: z.array(originalMessage),
  sequences: z
    .array(deviceSequence)
    .optional()
    .describe('of the messages in it that carry one, and of refused ones that are in quarantine'),
});
export type TelemetryBatch = z.infer<typeof telemetryBatch>;

/** The normalised stream: ingest → historian, gateway, later twin and alarms. `source` names the ingest instance. */
export const telemetry = defineMessage('kw/v1/telemetry/{source}', telemetryBatch, {
  keptBy: 'historian',
  isPlain: isPlainTelemetry,
});

/**
 * To a device that keeps what is not yet stored: every message of `boot` up to and including `seq` is in the journal of the
 * historian, or, where it was refused, in quarantine. Cumulative: a lost acknowledgement is made up by the next.
 */
export const storedAcknowledged = defineMessage(
  'kw/v1/stored/{device}',
  z.strictObject({ boot: z.string().min(1).max(64), seq: z.number().int().min(0) }),
  { retain: true },
);

export const metricState = z.strictObject({ value: z.number(), atMs: epochMs, quality: quality.optional() });
export type MetricState = z.infer<typeof metricState>;

/** `metric`, or `metric/index` where a device has several of one kind: the key of latest values. */
export const metricKey = (r: { metric: string; index?: string | undefined }): string =>
  r.index === undefined ? r.metric : `${r.metric}/${r.index}`;

/** Latest reading per metric, for any MQTT client; at most one a second per device. */
export const deviceState = defineMessage(
  'kw/v1/state/{device}',
  z.strictObject({ device: deviceId, atMs: epochMs, metrics: z.record(metricName, metricState) }),
  { retain: true },
);

/** The device registry, one retained entry per device. */
export const deviceRegistered = defineMessage('kw/v1/devices/{device}', deviceEntry, { retain: true });
