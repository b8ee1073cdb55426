import * as z from 'zod';
import { epochMs } from './reading.js';
import { defineRoute } from './route.js';

/** A message that another program has kept, as it came in there. One line of an import. */
export const importedOriginal = z.strictObject({
  topic: z
    .string()
    .min(1)
    .max(400)
    .describe('where it would come in here, as sensors/cellar/temperature or /sensor_data'),
  receivedAtMs: epochMs.describe('when it came in there'),
  ordinal: z
    .number()
    .int()
    .min(0)
    .describe('its number there: tells messages of one time apart, and knows one that is imported again'),
  body: z.string(),
});
export type ImportedOriginal = z.infer<typeof importedOriginal>;

/** Most lines of one post; a file of more is posted in parts. */
export const maxImportedOriginals = 2_000;

export const postOriginals = defineRoute('POST', '/api/v1/import/originals', {
  service: 'ingest',
  summary:
    'Import messages that another program has kept: NDJSON of {topic, receivedAtMs, ordinal, body}. What is there already is not stored twice',
  query: z.object({
    from: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'must be a name of small letters, digits and hyphens, as battery-twin')
      .describe('what they come from: part of the source of each'),
    dryRun: z.stringbool().default(false).describe('true: only say what would become of them'),
  }),
  bodyTypes: ['application/x-ndjson'],
  hasRawBody: true,
  answerWithinS: 60,
  reply: z.object({
    accepted: z.number().int().min(0),
    known: z.number().int().min(0).describe('there already'),
    refused: z.number().int().min(0),
    problems: z
      .array(z.object({ line: z.number().int().min(1), reason: z.string() }))
      .max(100)
      .describe('the first ones'),
  }),
  errors: {
    400: `from is malformed, or there are more than ${maxImportedOriginals} lines`,
    413: 'Too large: post fewer lines',
    429: 'Too many new devices or series at once: try again',
    503: 'The broker or the history did not answer: post it again, nothing is stored twice',
  },
});
export type OriginalsReport = z.infer<typeof postOriginals.reply>;
