import * as z from 'zod';
import { deviceId } from './device.js';
import { historyBackup } from './history-changes.js';
import { aggregate, maxQueriedSeries, windowColumns } from './history-series.js';
import { commaListOf, commaSeparated, repeatable, repeatedOf } from './query-lists.js';
import { epochMs, metricName, quality, reading } from './reading.js';
import { defineRoute } from './route.js';

const instant = 'RFC 3339, a Flux duration such as -1h, or now()';
const span = {
  from: z.string().default('-1h').describe(`${instant}; inclusive`),
  to: z.string().default('now()').describe(`${instant}; exclusive`),
};
const partial = z.string().optional().describe('why something is missing; absent: nothing is');
const format = z
  .enum(['json', 'csv'])
  .optional()
  .describe('absent: as Accept says (text/csv), else json; csv is streamed, of any length');

/** Most points per series that a chart may ask for. */
export const maxChartPoints = 5_000;

const lackingWords = (name: string): string => `must be there, or ${name}, which may be repeated`;

export const getSeries = defineRoute('GET', '/api/v1/history', {
  summary: 'Series of one or more devices and metrics over a time range, in windows or raw',
  query: z
    .object({
      devices: commaListOf(deviceId, maxQueriedSeries).optional().describe(commaSeparated),
      device: repeatedOf(deviceId, maxQueriedSeries).optional().describe(repeatable),
      metrics: commaListOf(metricName, maxQueriedSeries).optional().describe(commaSeparated),
      metric: repeatedOf(metricName, maxQueriedSeries).optional().describe(repeatable),
      ...span,
      step: z
        .string()
        .optional()
        .describe(
          'raw; or a duration as 10s, 5m, 1h; or 1d, 1w, 1mo: calendar units of timeZone. Absent: follows from maxPoints',
        ),
      maxPoints: z.coerce.number().int().min(1).max(maxChartPoints).optional().describe('default 1000'),
      timeZone: z.string().max(60).optional().describe("of days, weeks and months; absent: the site's"),
      aggregate: commaListOf(aggregate, 7).optional().describe('comma-separated; default mean,min,max'),
      format,
      cursor: z.string().max(300).optional().describe('of raw: `next` of the page before'),
    })
    .refine(({ devices, device }) => devices ?? device, { path: ['devices'], error: lackingWords('device') })
    .refine(({ metrics, metric }) => metrics ?? metric, { path: ['metrics'], error: lackingWords('metric') }),
  reply: z.object({
    fromMs: epochMs,
    toMs: epochMs,
    stepMs: z.number().int().nullable().describe('null: raw, or a calendar step'),
    step: z.string().describe('as asked for, or as chosen'),
    timeZone: z.string(),
    series: z.array(
      windowColumns.partial({ level: true }).extend({
        unit: z.string().optional(),
        value: z.array(z.number()).optional().describe('of raw'),
        quality: z.array(quality.nullable()).optional().describe('of raw; absent: all are good'),
        gaps: z.array(z.tuple([epochMs, epochMs])).describe('where nothing was heard: draw no line across'),
      }),
    ),
    next: z.string().optional(),
    partial,
  }),
  replyTypes: ['text/csv'],
  errors: {
    400: 'A parameter is malformed, or the answer would be larger than the limits allow',
    404: 'No such series',
    429: 'Too many queries at a time',
    503: 'The history did not answer',
  },
});

export const getLatestOfAll = defineRoute('GET', '/api/v1/latest', {
  summary: 'Newest reading of each metric of every device',
  query: z.object({
    devices: commaListOf(deviceId, 1_000).optional().describe(commaSeparated),
    device: repeatedOf(deviceId, 1_000).optional().describe(repeatable),
    metrics: commaListOf(metricName, 100).optional().describe(commaSeparated),
    metric: repeatedOf(metricName, 100).optional().describe(repeatable),
  }),
  reply: z.object({ readings: z.array(reading), partial }),
  errors: { 400: 'A parameter is malformed', 503: 'The history did not answer' },
});

export const importReport = z.object({
  lines: z.number().int().min(0).describe('read, without comments and empty ones'),
  accepted: z.number().int().min(0).describe('points in the journal; known ones are not stored twice'),
  refused: z.number().int().min(0).describe('lines'),
  problems: z
    .array(z.object({ line: z.number().int().min(1), reason: z.string() }))
    .max(100)
    .describe('the first ones'),
  isDone: z.boolean().describe('false: progress; more lines follow'),
});
export type ImportReport = z.infer<typeof importReport>;

export const postImport = defineRoute('POST', '/api/v1/history/import', {
  summary:
    'Import InfluxDB line protocol (text/plain) or CSV (text/csv: device,metric[,index],time,value). A broken line costs only itself. With Accept: application/x-ndjson a report a second, the last with isDone',
  query: z.object({
    precision: z.enum(['ns', 'us', 'ms', 's']).default('ns').describe('of the times in line protocol'),
    device: deviceId.optional().describe('of lines that name none'),
    dryRun: z.stringbool().default(false).describe('true: only say what could be read'),
  }),
  answerWithinS: 120,
  bodyTypes: ['text/plain', 'text/csv'],
  reply: importReport,
  replyTypes: ['application/x-ndjson'],
  errors: {
    400: 'Nothing in it could be read',
    413: 'Too large',
    415: 'Neither text/plain nor text/csv',
    503: 'The history did not answer',
  },
});

export const deleteRange = defineRoute('DELETE', '/api/v1/history', {
  answerWithinS: 70,
  summary:
    'Delete the readings of a time range, as those of a broken sensor. Logged with who and what; not undone',
  query: z.object({
    device: deviceId,
    metrics: commaListOf(metricName, 20).describe(commaSeparated),
    from: z.string().describe(`${instant}; inclusive`),
    to: z.string().describe(`${instant}; exclusive`),
  }),
  reply: z.object({ device: deviceId, points: z.number().int().min(0) }),
  errors: { 400: 'A parameter is malformed', 404: 'No such device', 503: 'The history did not answer' },
});

export const postBackup = defineRoute('POST', '/api/v1/history/backup', {
  answerWithinS: 610,
  summary:
    'Copy the history into a file beside it, while everything goes on; the answer names it (SQLite only)',
  reply: historyBackup.reply,
  errors: {
    422: 'The history is in InfluxDB, which has a backup of its own',
    503: 'The history did not answer',
  },
});
