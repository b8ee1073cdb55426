import * as z from 'zod';
import { faultCode } from './fault.js';
import {
  healthDetails,
  quarantineDelete,
  quarantineGet,
  quarantineList,
  quarantineReplay,
  refusalChoice,
} from './operations.js';
import { defineRoute } from './route.js';

const errors = { 503: 'The ingest service did not answer' };
const unknown = { 404: 'No refusal of that number is kept', ...errors };

export const getQuarantine = defineRoute('GET', '/api/v1/quarantine', {
  summary: 'Inputs that were refused, newest first, and how many of each reason there have been',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
    code: faultCode.optional(),
  }),
  reply: quarantineList.reply,
  errors,
});

export const getRefusal = defineRoute('GET', '/api/v1/quarantine/:number', {
  summary: 'One refused input with its payload',
  reply: quarantineGet.reply,
  errors: unknown,
});

export const postReplay = defineRoute('POST', '/api/v1/quarantine/replay', {
  summary: 'Take refused input in again after a fix, with its original times. Commands are never replayed',
  body: refusalChoice,
  reply: quarantineReplay.reply,
  errors: { 400: 'Say exactly one of numbers, code and all', ...errors },
});

export const deleteRefusal = defineRoute('DELETE', '/api/v1/quarantine/:number', {
  summary: 'Delete one refusal',
  reply: quarantineDelete.reply,
  errors: unknown,
});

export const deleteRefusals = defineRoute('DELETE', '/api/v1/quarantine', {
  summary: 'Delete refusals: of one reason, or all of them',
  query: z.object({ code: faultCode.optional(), all: z.literal('true').optional() }),
  reply: quarantineDelete.reply,
  errors: { 400: 'Say exactly one of code and all=true', ...errors },
});

export const getHealthDetails = defineRoute('GET', '/api/v1/health/details', {
  summary:
    'What became of everything that came in, for each service that works; of the historian: readings + foundAtStart = stored + duplicate + waiting + quarantined + deleted',
  reply: healthDetails,
});
