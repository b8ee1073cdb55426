import * as z from 'zod';
import { commandState } from './command.js';
import { deviceEntry, deviceId } from './device.js';
import { faultBody } from './fault.js';
import { epochMs, metricName, reading } from './reading.js';
import { metricState } from './telemetry.js';

/** The socket namespace of ours; `/` belongs to the predecessors' events. */
export const socketNamespace = '/v1';

/** One device with its latest value per metric (key: `metric` or `metric/index`). `seq` is its room's counter. */
export const deviceSnapshot = z.strictObject({
  ...deviceEntry.shape,
  seq: z.number().int().min(0),
  metrics: z.record(metricName, metricState),
});
export type DeviceSnapshot = z.infer<typeof deviceSnapshot>;

export const snapshot = z.strictObject({ atMs: epochMs, devices: z.array(deviceSnapshot) });
export type Snapshot = z.infer<typeof snapshot>;

/**
 * New values of one device. `seq` counts the room's updates; this delta covers `fromSeq`..`seq`. More than one update in
 * it means that this client was slow: it got the newest value of each metric, not the ones between.
 * A client whose last seq is not `fromSeq - 1` has a gap and asks for `resync`.
 */
export const delta = z.strictObject({
  device: deviceId,
  fromSeq: z.number().int().min(1),
  seq: z.number().int().min(1),
  lastSeenAtMs: epochMs.describe('when the newest of it was received, by the clock of the server'),
  readings: z.array(reading.omit({ device: true, ordinal: true, receivedAtMs: true })).min(1),
});
export type Delta = z.infer<typeof delta>;

export const watchRequest = z.strictObject({
  devices: z.union([z.literal('all'), z.array(deviceId).max(1_000)]).describe('rooms to be in from now on'),
});
export type WatchRequest = z.infer<typeof watchRequest>;

const acknowledged = z.union([
  z.strictObject({ ok: z.literal(true), snapshot }),
  z.strictObject({ ok: z.literal(false), fault: faultBody }),
]);

/** From us to the browser, event name to payload. */
export const serverEvents = {
  snapshot,
  delta,
  device: deviceEntry,
  command: commandState,
  fault: faultBody,
} as const;

/** From the browser to us: payload and acknowledgement. An unknown event is answered with `fault`. */
export const clientEvents = {
  watch: { payload: watchRequest, ack: acknowledged },
  resync: { payload: z.strictObject({}), ack: acknowledged },
} as const;

export type ServerEvents = {
  [E in keyof typeof serverEvents]: (payload: z.infer<(typeof serverEvents)[E]>) => void;
};
export type ClientEvents = {
  [E in keyof typeof clientEvents]: (
    payload: z.input<(typeof clientEvents)[E]['payload']>,
    ack: (reply: z.infer<(typeof clientEvents)[E]['ack']>) => void,
  ) => void;
};
