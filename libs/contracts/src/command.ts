import * as z from 'zod';
import { deviceId } from './device.js';
import { faultCode } from './fault.js';
import { defineMessage } from './message.js';
import { epochMs } from './reading.js';
import { defineRequest } from './request.js';

export const powerUnit = z.enum(['W', 'kW', 'MW']);
export type PowerUnit = z.infer<typeof powerUnit>;

export const direction = z.enum(['charge', 'discharge']);
export type Direction = z.infer<typeof direction>;

/** A setpoint as it was asked for: a magnitude and its unit, echoed as sent. */
export const requestedPower = z.strictObject({ value: z.number(), unit: powerUnit });
export type RequestedPower = z.infer<typeof requestedPower>;

/** Asks mqtt-publisher for a setpoint. It decides again whether the setpoint is allowed. */
export const setpointOrder = z.strictObject({
  commandId: z.uuidv7(),
  device: deviceId,
  direction,
  requested: requestedPower,
  holder: z.string().min(1).max(200).describe('who asked, as "api"'),
  expiresAtMs: epochMs.describe('not published after this'),
});
export type SetpointOrder = z.infer<typeof setpointOrder>;

/** The broker has confirmed the command message. `timestamp` is the one the device received. */
export const setpointPublished = z.strictObject({
  commandId: z.uuidv7(),
  topic: z.string(),
  timestamp: z.iso.datetime(),
  atMs: epochMs.describe('the same instant as timestamp'),
});
export type SetpointPublished = z.infer<typeof setpointPublished>;

export const applySetpoint = defineRequest('kw/v1/commands/{device}/apply', {
  schema: setpointOrder,
  reply: setpointPublished,
  responder: 'mqtt-publisher',
  deadlineMs: 3_000, // the publisher gives up on the broker after 2 s and says so
});

/** Event: what became of a command. */
export const commandState = z.strictObject({
  commandId: z.uuidv7(),
  device: deviceId,
  state: z.enum(['published', 'rejected', 'failed']),
  direction,
  requested: requestedPower,
  activePowerW: z.number().optional().describe('W, positive while discharging'),
  holder: z.string(),
  atMs: epochMs,
  reason: z.strictObject({ code: faultCode, text: z.string() }).optional(),
});
export type CommandState = z.infer<typeof commandState>;

export const commandChanged = defineMessage('kw/v1/commands/{device}/changed', commandState);
