import * as z from 'zod';
import { faultCode } from './fault.js';
import { defineMessage } from './message.js';
import { figures, problems, processVitals } from './process-vitals.js';
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

/** Largest payload that quarantine keeps whole; of a larger one it keeps the preview only, and it cannot be replayed. */
export const maxKeptPayloadBytes = 64 * 1024;

/** A refused input whole, so that it can be played again after a fix. */
export const refusedPayload = z.strictObject({
  encoding: z.enum(['utf8', 'base64']).describe('base64 where the bytes are no text'),
  data: z.string().max(2 * maxKeptPayloadBytes),
  isRetained: z.boolean().optional(),
});
export type RefusedPayload = z.infer<typeof refusedPayload>;

export const quarantineAdded = defineMessage(
  'kw/v1/quarantine/added',
  refusal.extend({ payload: refusedPayload.optional().describe('absent: too large to be kept') }),
);

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

/** A refusal in quarantine. */
export const keptRefusal = refusal.extend({
  number: z.number().int().min(1).describe('rising, never given twice'),
  isReplayable: z.boolean().describe('kept whole, and of a topic that may be played again: never a command'),
});
export type KeptRefusal = z.infer<typeof keptRefusal>;

const refusalNumber = z.number().int().min(1);

/** Which refusals are meant: by number, else all of a code, else every one. Exactly one of the three. */
export const refusalChoice = z
  .strictObject({
    numbers: z.array(refusalNumber).min(1).max(1_000).optional(),
    code: faultCode.optional(),
    all: z.literal(true).optional(),
  })
  .refine(
    (choice) => Object.values(choice).filter((value) => value !== undefined).length === 1,
    'say exactly one of numbers, code and all',
  );
export type RefusalChoice = z.infer<typeof refusalChoice>;

/** The newest refusals, newest first, and how many there have been since the quarantine was first opened. */
export const quarantineList = defineRequest('kw/v1/quarantine/list', {
  schema: z.strictObject({
    limit: z.number().int().min(1).max(100).default(50),
    before: refusalNumber.optional().describe('only older ones: `next` of the page before'),
    code: faultCode.optional(),
  }),
  reply: z.strictObject({
    total: z.number().int().min(0).describe('ever'),
    kept: z.number().int().min(0),
    bytes: z.number().int().min(0).describe('what the kept ones take'),
    counts: z.partialRecord(faultCode, z.number().int().min(0)).describe('ever, by reason'),
    keptCounts: z.partialRecord(faultCode, z.number().int().min(0)).describe('of the kept ones, by reason'),
    refusals: z.array(keptRefusal),
    next: refusalNumber.optional(),
  }),
  responder: 'ingest',
  deadlineMs: 2_000,
});

/** One refusal with its payload. */
export const quarantineGet = defineRequest('kw/v1/quarantine/get', {
  schema: z.strictObject({ number: refusalNumber }),
  reply: keptRefusal.extend({ payload: refusedPayload.optional() }),
  responder: 'ingest',
  deadlineMs: 2_000,
});

/** Takes refused input in again, with the time of its first arrival. What is accepted leaves quarantine. */
export const quarantineReplay = defineRequest('kw/v1/quarantine/replay', {
  schema: refusalChoice,
  reply: z.strictObject({
    accepted: z.number().int().min(0),
    refused: z.number().int().min(0).describe('still wrong: stays, with the new reason'),
    notReplayable: z.number().int().min(0).describe('a command, or not kept whole: stays'),
    remaining: z.number().int().min(0).describe('not reached in this call: ask again'),
  }),
  responder: 'ingest',
  deadlineMs: 30_000,
});

export const quarantineDelete = defineRequest('kw/v1/quarantine/delete', {
  schema: refusalChoice,
  reply: z.strictObject({ deleted: z.number().int().min(0) }),
  responder: 'ingest',
  deadlineMs: 10_000,
});

/**
 * What became of everything that came in, since the process began; a step's numbers add up to those of the step before.
 * Counters that a service does not have are absent.
 */
export const flowCounters = z.strictObject({
  received: z.number().int().min(0).describe('messages taken from the broker'),
  readings: z.number().int().min(0).optional().describe('that were in them'),
  journalled: z.number().int().min(0).optional().describe('readings, durable here'),
  stored: z.number().int().min(0).optional().describe('readings, confirmed by the store as new'),
  duplicate: z.number().int().min(0).optional().describe('readings that were known already'),
  quarantined: z.number().int().min(0).describe('refused: messages, and readings of accepted ones'),
  waiting: z.number().int().min(0).optional().describe('readings in the journal, not yet in the store'),
  deleted: z.number().int().min(0).optional().describe('readings deleted on request while they waited'),
  dropped: z.number().int().min(0).describe('lost by us; anything but 0 is a bug'),
});
export type FlowCounters = z.infer<typeof flowCounters>;

/** What one service says of itself beside whether it is ready. */
export const serviceDetails = z.strictObject({
  service: serviceName,
  flow: flowCounters.optional(),
  refusals: z.partialRecord(faultCode, z.number().int().min(0)).optional().describe('by reason'),
  figures: figures.optional().describe('anything else worth a number'),
  problems: problems.optional().describe('what it depends on and does not have; absent: nothing'),
  process: processVitals.optional(),
  saidAtMs: epochMs.optional().describe('by its own clock'),
});
export type ServiceDetails = z.infer<typeof serviceDetails>;

/** `GET /health/details` of a process: one entry per service in it. */
export const healthDetails = z.object({ services: z.array(serviceDetails) });
export type HealthDetails = z.infer<typeof healthDetails>;

/** A service that works says at least so often what there is to say of it. */
export const toldAtLeastEveryMs = 10_000;

/** The same of one service, at most every two seconds while it changes and every ten when it does not: control-api answers from it. */
export const serviceDetailsChanged = defineMessage('kw/v1/services/{name}/details', serviceDetails, {
  retain: true,
});
