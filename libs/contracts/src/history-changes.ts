import * as z from 'zod';
import { deviceId } from './device.js';
import { historyResponder, historySpan } from './history.js';
import { seriesName } from './history-series.js';
import { epochMs, metricName, quality } from './reading.js';
import { defineRequest } from './request.js';

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
  responder: historyResponder,
  deadlineMs: 10_000,
});

/** Deletes the readings of a time range; who asked and what went is logged. Originals stay until their retention ends. */
export const historyDelete = defineRequest('kw/v1/history/delete', {
  schema: z.strictObject({
    device: deviceId,
    metrics: z.array(metricName).min(1).max(20),
    ...historySpan,
    by: z.string().min(1).max(200).describe('who asks, for the log'),
  }),
  reply: z.strictObject({ points: z.number().int().min(0) }),
  responder: historyResponder,
  deadlineMs: 60_000,
});

/** Copies the stored history into a new file beside it, while it goes on. Refused where the store is not ours to copy (InfluxDB). */
export const historyBackup = defineRequest('kw/v1/history/backup', {
  schema: z.strictObject({}),
  reply: z.strictObject({
    file: z.string().describe('on the machine of the historian'),
    bytes: z.number().int().min(0),
  }),
  responder: historyResponder,
  deadlineMs: 600_000,
});
