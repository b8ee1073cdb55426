import * as z from 'zod';
import { epochMs } from './reading.js';

const bytes = z.number().int().min(0);

/** Anything worth a number or a word, units in the names; null: not known. */
export const figures = z.record(z.string(), z.union([z.number(), z.string(), z.null()]));
export type Figures = z.infer<typeof figures>;

/** What is wrong, in words, by what it is wrong with. */
export const problems = z.record(z.string(), z.string());
export type Problems = z.infer<typeof problems>;

/** How the process of a service does. Services of one process say the same. */
export const processVitals = z.strictObject({
  instance: z.string().min(1).max(100).describe('made up anew by each process'),
  version: z.string().describe('of the product'),
  node: z.string().describe('the version of Node.js'),
  host: z.string().max(300),
  pid: z.number().int().min(0),
  startedAtMs: epochMs,
  memoryBytes: bytes.describe('resident: all that the process takes from the machine'),
  heapBytes: bytes.describe('of it what objects of JavaScript take'),
  eventLoopDelayMs: z
    .number()
    .min(0)
    .nullable()
    .describe('ms; how late the process was to what was due, 99 of 100 times less; null: not known yet'),
  problems: problems.optional().describe('of the process as a whole; absent: none'),
  figures: figures.optional().describe('of what is no service, as the embedded broker'),
});
export type ProcessVitals = z.infer<typeof processVitals>;
