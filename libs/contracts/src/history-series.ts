import * as z from 'zod';
import { deviceId } from './device.js';
import { historyResponder, historySpan, readAfter, whyPartial } from './history.js';
import { epochMs, metricName } from './reading.js';
import { defineRequest } from './request.js';

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
  ...historySpan,
  stepMs: z.number().int().min(1).optional().describe('exactly one of stepMs and calendar'),
  calendar: calendarStep.optional(),
  aggregates: z.array(aggregate).min(1).max(7),
  after: readAfter,
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
  reply: z.strictObject({ series: z.array(windowColumns), partial: whyPartial }),
  responder: historyResponder,
  deadlineMs: 10_000,
});
