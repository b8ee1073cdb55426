import * as z from 'zod';
import { faultCode } from './fault.js';
import { defineMessage } from './message.js';
import { epochMs } from './reading.js';
import { defineRequest, serviceName } from './request.js';

/** Who refuses: a service, or the embedded broker. */
export const refuser = z.enum([...serviceName.options, 'broker']);
export type Refuser = z.infer<typeof refuser>;

/** A refused input: who refused it, why, and the beginning of it. Any service → ingest, which keeps it. */
export const refusal = z.strictObject({
  service: refuser,
  origin: z.string().min(1).max(500).describe('where it came in, as "mqtt:batteries/x/state"'),
  code: faultCode,
  reason: z.string().min(1).max(2_000).describe('what was wrong and what would be right'),
  atMs: epochMs,
  bytes: z.number().int().min(0),
  preview: z.string().max(1_024).describe('the first bytes as text, unreadable ones replaced'),
});
export type Refusal = z.infer<typeof refusal>;

export const quarantineAdded = defineMessage('kw/v1/quarantine/added', refusal);

/** Liveness of a service: retained, `offline` is its last will. */
export const serviceStatus = defineMessage('kw/v1/services/{name}/status', z.enum(['online', 'offline']), {
  retain: true,
  encoding: 'text',
});

/** The newest refusals, newest first, and how many there have been since the quarantine was first opened. */
export const quarantineList = defineRequest('kw/v1/quarantine/list', {
  schema: z.strictObject({ limit: z.number().int().min(1).max(100).default(50) }),
  reply: z.strictObject({ total: z.number().int().min(0), refusals: z.array(refusal) }),
  responder: 'ingest',
  deadlineMs: 2_000,
});
