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

/**
 * A process of a service of which only one may work at a time (docs/adr/0009). Of two, the higher turn works; of two with the
 * same turn the instance that comes first in the order of characters.
 */
export const instanceEntry = z.strictObject({
  instance: z.string().min(1).max(100).describe('made up anew by each process'),
  host: z.string().max(300),
  pid: z.number().int().min(0),
  sinceMs: epochMs,
  turn: z.number().int().min(1).describe('one more than that of the instance before'),
});
export type InstanceEntry = z.infer<typeof instanceEntry>;

/** Which instance of a service works; published again as an answer to who asks, removed at its end. */
export const serviceInstance = defineMessage('kw/v1/services/{name}/instance', instanceEntry, {
  retain: true,
});

/** "Is anybody there?": an instance that would like to work asks the one that does. */
export const serviceInstanceAsked = defineMessage(
  'kw/v1/services/{name}/instance/asked',
  instanceEntry.omit({ turn: true }),
);

/**
 * What the broker keeps for a service while it is away: said when these sessions exist, and as long-lived as they are. What is
 * published before is lost.
 */
export const serviceSessions = defineMessage(
  'kw/v1/services/{name}/sessions',
  z.strictObject({ filters: z.array(z.string().min(1)).max(1_000).describe('what it is subscribed to') }),
  { retain: true },
);

/** The newest refusals, newest first, and how many there have been since the quarantine was first opened. */
export const quarantineList = defineRequest('kw/v1/quarantine/list', {
  schema: z.strictObject({ limit: z.number().int().min(1).max(100).default(50) }),
  reply: z.strictObject({ total: z.number().int().min(0), refusals: z.array(refusal) }),
  responder: 'ingest',
  deadlineMs: 2_000,
});
