import * as z from 'zod';
import { deviceEntry, deviceId, deviceSettings, livingState } from './device.js';
import { defineRequest } from './request.js';
import { defineRoute } from './route.js';

/** Sets what a person says of a device. */
export const deviceChange = defineRequest('kw/v1/registry/change', {
  schema: z.strictObject({ device: deviceId, settings: deviceSettings }),
  reply: z.strictObject({ entry: deviceEntry }),
  responder: 'ingest',
  deadlineMs: 2_000,
});

/** Takes a device out of the registry. Its history stays; it comes back when it speaks again. */
export const deviceForget = defineRequest('kw/v1/registry/forget', {
  schema: z.strictObject({ device: deviceId }),
  reply: z.strictObject({ device: deviceId }),
  responder: 'ingest',
  deadlineMs: 2_000,
});

/** An entry as the API shows it. */
export const shownDevice = deviceEntry.extend({
  state: livingState.describe('online; silent for three of its intervals; offline by its last will; unknown'),
});
export type ShownDevice = z.infer<typeof shownDevice>;

const errors = { 400: 'A member is malformed', 404: 'No such device', 503: 'The registry did not answer' };

export const getDevice = defineRoute('GET', '/api/v1/devices/:device', {
  summary: 'One device: how it speaks, what it measures, whether it is there',
  reply: shownDevice,
  errors: { 404: 'No such device' },
});

export const patchDevice = defineRoute('PATCH', '/api/v1/devices/:device', {
  summary: 'Rename, group, place, calibrate, ignore a device, set its thresholds; null takes a word back',
  body: deviceSettings,
  reply: shownDevice,
  errors,
});

export const deleteDevice = defineRoute('DELETE', '/api/v1/devices/:device', {
  summary: 'Forget a device. Its history stays; it comes back when it speaks again',
  reply: z.object({ device: deviceId }),
  errors,
});
