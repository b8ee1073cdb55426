import * as z from 'zod';
import { deviceId, deviceKind } from './device.js';
import { epochMs, metricName, originalMessage, quality, reading } from './reading.js';
import { defineRequest } from './request.js';

export const historyResponder = 'historian';

/** Wait (bounded by the historian) until this reading was seen: a GET after a 200 sees that write. */
export const readingMark = z.strictObject({ device: deviceId, metric: metricName, atMs: epochMs });
export type ReadingMark = z.infer<typeof readingMark>;

export const historySpan = { fromMs: epochMs.describe('inclusive'), toMs: epochMs.describe('exclusive') };
export const readAfter = z.array(readingMark).max(8).optional();

/** Why an answer lacks something that is (or may be) stored, in words; absent: it is whole. */
export const whyPartial = z
  .string()
  .max(500)
  .optional()
  .describe('why something is missing, absent: nothing is');

export const latestQuery = z.strictObject({
  devices: z.array(deviceId).max(1_000).optional().describe('absent: all'),
  metrics: z.array(metricName).max(100).optional().describe('absent: all'),
  after: readAfter,
});
export type LatestQuery = z.infer<typeof latestQuery>;

/** Newest reading per (device, metric, index) by event time. */
export const historyLatest = defineRequest('kw/v1/history/latest', {
  schema: latestQuery,
  reply: z.strictObject({ readings: z.array(reading), partial: whyPartial }),
  responder: historyResponder,
  deadlineMs: 2_000,
});

/** Most points (raw) or windows (with a step) in one reply; the rest follows from `next`. */
export const maxRangePoints = 5_000;

export const rangeQuery = z.strictObject({
  device: deviceId,
  metrics: z.array(metricName).min(1).max(20),
  ...historySpan,
  stepMs: z
    .number()
    .int()
    .min(1_000)
    .optional()
    .describe('absent: raw points; else windows aligned to the epoch'),
  limit: z.number().int().min(1).max(maxRangePoints).default(maxRangePoints),
  cursor: z.string().max(200).optional().describe('`next` of the reply before'),
  after: readAfter,
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
  partial: whyPartial,
});
export type RangeReply = z.infer<typeof rangeReply>;

export const historyRange = defineRequest('kw/v1/history/range', {
  schema: rangeQuery,
  reply: rangeReply,
  responder: historyResponder,
  deadlineMs: 5_000,
});

export const statisticsQuery = z.strictObject({
  device: deviceId,
  metrics: z.array(metricName).min(1).max(20),
  ...historySpan,
  after: readAfter,
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
  reply: z.strictObject({ statistics: z.array(metricStatistics), partial: whyPartial }),
  responder: historyResponder,
  deadlineMs: 5_000,
});

export const messagesQuery = z.strictObject({
  device: deviceId,
  ...historySpan,
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});
export type MessagesQuery = z.infer<typeof messagesQuery>;

/** Accepted originals, ascending by (receivedAtMs, arrival). */
export const historyMessages = defineRequest('kw/v1/history/messages', {
  schema: messagesQuery,
  reply: z.strictObject({
    messages: z.array(originalMessage),
    next: z.string().optional(),
    partial: whyPartial,
  }),
  responder: historyResponder,
  deadlineMs: 5_000,
});

export const newestMessagesQuery = z.strictObject({
  kind: deviceKind,
  devices: z.array(deviceId).max(1_000).optional().describe('absent: all of the kind'),
  fromMs: epochMs.default(0).describe('received then or later'),
  limit: z.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(200).optional(),
});
export type NewestMessagesQuery = z.infer<typeof newestMessagesQuery>;

/** Accepted originals of every device of a kind, descending by (receivedAtMs, arrival): the newest first. */
export const historyNewestMessages = defineRequest('kw/v1/history/newest-messages', {
  schema: newestMessagesQuery,
  reply: z.strictObject({
    messages: z.array(originalMessage),
    next: z.string().optional().describe('older ones follow'),
    partial: whyPartial,
  }),
  responder: historyResponder,
  deadlineMs: 5_000,
});

/** Readings written by hand (`/writeCharge`); answered when they are in the journal. */
export const historyWrite = defineRequest('kw/v1/history/write', {
  schema: z.strictObject({ readings: z.array(reading).min(1).max(1_000) }),
  reply: z.strictObject({ accepted: z.number().int().min(0) }),
  responder: historyResponder,
  deadlineMs: 3_000,
});

/** Deletes everything stored of a demo device; refused for any other. */
export const historyForget = defineRequest('kw/v1/history/forget', {
  schema: z.strictObject({ device: deviceId }),
  reply: z.strictObject({ points: z.number().int().min(0), messages: z.number().int().min(0) }),
  responder: historyResponder,
  deadlineMs: 10_000,
});
