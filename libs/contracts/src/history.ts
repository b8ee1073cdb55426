import * as z from 'zod';
import { deviceId } from './device.js';
import { epochMs, metricName, originalMessage, quality, reading } from './reading.js';
import { defineRequest } from './request.js';

const responder = 'historian';

/** Wait (bounded by the historian) until this reading was seen: a GET after a 200 sees that write. */
export const readingMark = z.strictObject({ device: deviceId, metric: metricName, atMs: epochMs });
export type ReadingMark = z.infer<typeof readingMark>;

const span = { fromMs: epochMs.describe('inclusive'), toMs: epochMs.describe('exclusive') };
const after = z.array(readingMark).max(8).optional();

/** Why an answer lacks something that is (or may be) stored, in words; absent: it is whole. */
const partial = z.string().max(500).optional().describe('why something is missing, absent: nothing is');

export const latestQuery = z.strictObject({
  devices: z.array(deviceId).max(1_000).optional().describe('absent: all'),
  metrics: z.array(metricName).max(100).optional().describe('absent: all'),
  after,
});
export type LatestQuery = z.infer<typeof latestQuery>;

/** Newest reading per (device, metric, index) by event time. */
export const historyLatest = defineRequest('kw/v1/history/latest', {
  schema: latestQuery,
  reply: z.strictObject({ readings: z.array(reading), partial }),
  responder,
  deadlineMs: 2_000,
});

/** Most points (raw) or windows (with a step) in one reply; the rest follows from `next`. */
export const maxRangePoints = 5_000;

export const rangeQuery = z.strictObject({
  device: deviceId,
  metrics: z.array(metricName).min(1).max(20),
  ...span,
  stepMs: z
    .number()
    .int()
    .min(1_000)
    .optional()
    .describe('absent: raw points; else windows aligned to the epoch'),
  limit: z.number().int().min(1).max(maxRangePoints).default(maxRangePoints),
  cursor: z.string().max(200).optional().describe('`next` of the reply before'),
  after,
});
export type RangeQuery = z.infer<typeof rangeQuery>;

/** A stored point of a range, ascending by (atMs, metric, index, ordinal). */
export const rangePoint = z.strictObject({
  metric: metricName,
  index: z.string().optional(),
  atMs: epochMs,
  value: z.number(),
  quality: quality.optional(),
});
export type RangePoint = z.infer<typeof rangePoint>;

/** One window [atMs, atMs + stepMs) of one series; windows without points are left out. */
export const rangeWindow = z.strictObject({
  metric: metricName,
  index: z.string().optional(),
  atMs: epochMs.describe('start of the window'),
  count: z.number().int().min(1),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  last: z.number(),
});
export type RangeWindow = z.infer<typeof rangeWindow>;

export const rangeReply = z.strictObject({
  points: z.array(rangePoint).describe('empty when a step was asked for'),
  windows: z.array(rangeWindow).describe('empty without a step'),
  next: z.string().optional(),
  partial,
});
export type RangeReply = z.infer<typeof rangeReply>;

export const historyRange = defineRequest('kw/v1/history/range', {
  schema: rangeQuery,
  reply: rangeReply,
  responder,
  deadlineMs: 5_000,
});

export const statisticsQuery = z.strictObject({
  device: deviceId,
  metrics: z.array(metricName).min(1).max(20),
  ...span,
  after,
});
export type StatisticsQuery = z.infer<typeof statisticsQuery>;

export const metricStatistics = z.strictObject({
  metric: metricName,
  index: z.string().optional(),
  count: z.number().int().min(1),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  last: z.number(),
  lastAtMs: epochMs,
});
export type MetricStatistics = z.infer<typeof metricStatistics>;

/** Metrics without points in the range are absent from the reply. */
export const historyStatistics = defineRequest('kw/v1/history/statistics', {
  schema: statisticsQuery,
  reply: z.strictObject({ statistics: z.array(metricStatistics), partial }),
  responder,
  deadlineMs: 5_000,
});

export const messagesQuery = z.strictObject({
  device: deviceId,
  ...span,
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});
export type MessagesQuery = z.infer<typeof messagesQuery>;

/** Accepted originals, ascending by (receivedAtMs, arrival). */
export const historyMessages = defineRequest('kw/v1/history/messages', {
  schema: messagesQuery,
  reply: z.strictObject({ messages: z.array(originalMessage), next: z.string().optional(), partial }),
  responder,
  deadlineMs: 5_000,
});

/** How fine the stored data is that an answer was made of. */
export const historyLevel = z.enum(['raw', '1min', '15min', '1h', '1day']);
export type HistoryLevel = z.infer<typeof historyLevel>;

/** One number out of the readings of a window. `timeWeightedMean`: a value counts as long as it lasted, as states want it. */
export const aggregate = z.enum(['mean', 'min', 'max', 'last', 'sum', 'count', 'timeWeightedMean']);
export type Aggregate = z.infer<typeof aggregate>;

/** Most series, and most windows of all series together, in one question. */
export const maxQueriedSeries = 50;
export const maxQueriedWindows = 50_000;

export const seriesName = z.strictObject({
  device: deviceId,
  metric: metricName,
  index: z.string().min(1).max(100).optional(),
});
export type SeriesName = z.infer<typeof seriesName>;

/** Windows of a calendar: an hour, day or month of a time zone is not always as long as another. */
export const calendarStep = z.strictObject({
  unit: z.enum(['hour', 'day', 'week', 'month']),
  timeZone: z.string().min(1).max(60).describe('IANA name, as Europe/Berlin'),
});
export type CalendarStep = z.infer<typeof calendarStep>;

/** Several series over one range, in windows of equal length (aligned to the epoch) or of the calendar. */
export const seriesQuery = z.strictObject({
  series: z.array(seriesName).min(1).max(maxQueriedSeries).describe('without an index: every index of it'),
  ...span,
  stepMs: z.number().int().min(1).optional().describe('exactly one of stepMs and calendar'),
  calendar: calendarStep.optional(),
  aggregates: z.array(aggregate).min(1).max(7),
  after,
});
export type SeriesQuery = z.infer<typeof seriesQuery>;

/** Compact columns: one entry per window that has readings, ascending. Only the columns that were asked for. */
export const windowColumns = z.strictObject({
  ...seriesName.shape,
  atMs: z.array(epochMs).describe('start of each window'),
  count: z.array(z.number().int().min(0)).optional(),
  mean: z.array(z.number()).optional(),
  min: z.array(z.number()).optional(),
  max: z.array(z.number()).optional(),
  last: z.array(z.number()).optional(),
  sum: z.array(z.number()).optional(),
  timeWeightedMean: z.array(z.number().nullable()).optional(),
  level: historyLevel.describe('the coarsest that these windows were made of'),
});
export type WindowColumns = z.infer<typeof windowColumns>;

export const historySeries = defineRequest('kw/v1/history/series', {
  schema: seriesQuery,
  reply: z.strictObject({ series: z.array(windowColumns), partial }),
  responder,
  deadlineMs: 10_000,
});

/** Most points in one imported block. */
export const maxImportedPoints = 5_000;

/** Points as columns: `of[i]` says which of `series` the i-th point belongs to. All columns are equally long. */
export const pointColumns = z
  .strictObject({
    series: z.array(seriesName).min(1).max(maxImportedPoints),
    of: z.array(z.number().int().min(0)).min(1).max(maxImportedPoints),
    atMs: z.array(epochMs),
    value: z.array(z.number()),
    ordinal: z.array(z.number().int().min(0)).optional().describe('absent: 0'),
    quality: z.array(quality.nullable()).optional().describe('null: good; absent: all are good'),
  })
  .refine(
    ({ of, atMs, value, ordinal = of, quality: qualities = of }) =>
      [atMs, value, ordinal, qualities].every((column) => column.length === of.length),
    'all columns must be equally long',
  );
export type PointColumns = z.infer<typeof pointColumns>;

/** A block of imported points; answered when it is in the journal. What is refused is named by its position. */
export const historyImport = defineRequest('kw/v1/history/import', {
  schema: pointColumns,
  reply: z.strictObject({
    accepted: z.number().int().min(0),
    refused: z.array(z.strictObject({ position: z.number().int().min(0), reason: z.string() })),
  }),
  responder,
  deadlineMs: 10_000,
});

/** Deletes the readings of a time range; who asked and what went is logged. Originals stay until their retention ends. */
export const historyDelete = defineRequest('kw/v1/history/delete', {
  schema: z.strictObject({
    device: deviceId,
    metrics: z.array(metricName).min(1).max(20),
    ...span,
    by: z.string().min(1).max(200).describe('who asks, for the log'),
  }),
  reply: z.strictObject({ points: z.number().int().min(0) }),
  responder,
  deadlineMs: 60_000,
});

/** Copies the stored history into a new file beside it, while it goes on. Refused where the store is not ours to copy (InfluxDB). */
export const historyBackup = defineRequest('kw/v1/history/backup', {
  schema: z.strictObject({}),
  reply: z.strictObject({
    file: z.string().describe('on the machine of the historian'),
    bytes: z.number().int().min(0),
  }),
  responder,
  deadlineMs: 600_000,
});

/** Readings written by hand (`/writeCharge`); answered when they are in the journal. */
export const historyWrite = defineRequest('kw/v1/history/write', {
  schema: z.strictObject({ readings: z.array(reading).min(1).max(1_000) }),
  reply: z.strictObject({ accepted: z.number().int().min(0) }),
  responder,
  deadlineMs: 3_000,
});

/** Deletes everything stored of a demo device; refused for any other. */
export const historyForget = defineRequest('kw/v1/history/forget', {
  schema: z.strictObject({ device: deviceId }),
  reply: z.strictObject({ points: z.number().int().min(0), messages: z.number().int().min(0) }),
  responder,
  deadlineMs: 10_000,
});
