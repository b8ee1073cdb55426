import * as z from 'zod';
import { defineMessage } from './message.js';
import { serviceDetails } from './operations.js';
import { epochMs } from './reading.js';
import { serviceName } from './request.js';
import { defineRoute } from './route.js';

/** A setting as a service goes by it. Of a secret, only whether there is one. */
export const shownSetting = z.strictObject({
  name: z.string().min(1).max(100),
  value: z.string().max(2_000).nullable().describe('null: unset, or a secret'),
  from: z.enum(['default', 'file', 'environment']).describe('file: kilowatch.yaml, or what is named instead'),
  isSecret: z.literal(true).optional(),
  about: z.string().optional().describe('what it is for'),
});
export type ShownSetting = z.infer<typeof shownSetting>;

/** The settings of a service, said once by each of its processes. */
export const serviceSettings = defineMessage(
  'kw/v1/services/{name}/settings',
  z.strictObject({ settings: z.array(shownSetting).max(1_000) }),
  { retain: true },
);

/**
 * working; troubled: it works, and says what does not; starting; silent: connected, and says nothing; gone; missing: never heard of;
 * unknown: who answers has lost the broker, and hears nobody.
 */
export const serviceState = z.enum([
  'working',
  'troubled',
  'starting',
  'silent',
  'gone',
  'missing',
  'unknown',
]);
export type ServiceState = z.infer<typeof serviceState>;

const perSecond = z.number().min(0).nullable();

export const serviceReport = z.object({
  service: serviceName,
  isNeeded: z.boolean().describe('false: the site works without it, as without the simulator'),
  state: serviceState,
  sinceMs: epochMs
    .nullable()
    .describe('of a service that works, when it started; else since when it is so; null: not known'),
  receivedPerS: perSecond.describe('messages from the broker, lately; null: not known'),
  publishedPerS: perSecond.describe('messages to the broker'),
  details: serviceDetails.optional().describe('its last word; of one that is gone it says nothing of now'),
});
export type ServiceReport = z.infer<typeof serviceReport>;

/** What works, what does not, and since when. */
export const systemReport = z.object({
  atMs: epochMs.describe('now, by the clock of the server'),
  version: z.string(),
  broker: z.object({
    kind: z.enum(['embedded', 'external']),
    address: z.string().nullable().describe('host:port of an external one'),
    problem: z.string().nullable().describe('why control-api has no connection, in words'),
    sinceMs: epochMs.nullable().describe('since when; null: connected, or not known'),
  }),
  services: z.array(serviceReport).describe('every service of the product, in the order of its name'),
});
export type SystemReport = z.infer<typeof systemReport>;

export const getSystem = defineRoute('GET', '/api/v1/system', {
  summary:
    'Every service, whether it works, and since when not; the broker. A service that died is still there',
  reply: systemReport,
});

export const getSettings = defineRoute('GET', '/api/v1/system/settings', {
  summary: 'The settings that the services go by, without secrets, and where each comes from',
  reply: z.object({
    settings: z.array(
      shownSetting.extend({ services: z.array(serviceName).min(1).describe('which go by it') }),
    ),
  }),
});
