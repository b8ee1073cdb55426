import * as z from 'zod';
import { commandState } from './command.js';
import { deviceEntry, deviceId, deviceKind } from './device.js';
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

/** Most devices that a client may name; one that wants more of them watches their kinds. */
export const maxWatchedDevices = 1_000;

/** What a client follows from now on, and nothing else: the devices of these kinds, the ones to come too, and these devices. */
export const watchRequest = z
  .strictObject({
    devices: z.union([z.literal('all'), z.array(deviceId).max(maxWatchedDevices)]).optional(),
    kinds: z.array(deviceKind).max(deviceKind.options.length).optional(),
  })
  .refine(
    ({ devices, kinds }) => devices !== undefined || kinds !== undefined,
    'must say devices, kinds or both',
  );
export type WatchRequest = z.infer<typeof watchRequest>;

/**
 * `auth` of a client that connects. With `watch` the first snapshot is of that, as if it had asked at once; without, of everything.
 * A client whose `watch` is refused hears why (`fault`) and follows nothing.
 */
export const socketHandshake = z.looseObject({
  key: z.string().optional().describe('of a program; a page has the cookie of its session'),
  watch: watchRequest.optional(),
});
export type SocketHandshake = z.infer<typeof socketHandshake>;

/** Comes to every client that is up to date, every few seconds: it is heard from, and what the time is at the server. */
export const beat = z.strictObject({ atMs: epochMs });
export type Beat = z.infer<typeof beat>;

/** A server beats at least so often: a client that is to notice a lost connection within 5 s has then missed more than one beat. */
export const longestBeatMs = 3_000;

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
  beat,
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
