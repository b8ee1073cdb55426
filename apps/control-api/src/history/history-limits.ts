import { atLeastOne } from '@kilowatch/service-kit';
import * as z from 'zod';

/** What one process does for questions about history at a time, and how much of it. */
export const historyLimits = z.object({
  HISTORY_JSON_WINDOWS: atLeastOne(50_000).describe(
    'most windows of all series in one JSON answer of /api/v1/history',
  ),
  HISTORY_ANSWERS: atLeastOne(16).describe(
    'JSON answers of /api/v1/history being made; the next is refused with 429',
  ),
  HISTORY_ANSWER_MS: atLeastOne(20_000).describe('for one such answer'),
  HISTORY_EXPORTS: atLeastOne(4).describe('CSV exports being sent; the next is refused with 429'),
  HISTORY_LISTS: atLeastOne(8).describe(
    'lists of rows for pages of the predecessors being sent; the next is refused with 429',
  ),
  HISTORY_LIST_READINGS: atLeastOne(100_000).describe('most readings in the list of one sensor: the newest'),
  HISTORY_EXPORT_S: atLeastOne(7_200).describe('s; an export that takes longer is broken off'),
  HISTORY_STALL_S: atLeastOne(60).describe(
    's; an export that is not read on, or an import that does not come on, is broken off',
  ),
  HISTORY_QUESTIONS_AT_ONCE: atLeastOne(4).describe('questions to the historian at a time, for one answer'),
  HISTORY_IMPORTS: atLeastOne(2).describe('imports being taken; the next is refused with 429'),
  HISTORY_IMPORT_MIB: atLeastOne(4_096).describe('MiB; a longer import (unpacked) is broken off there'),
  HISTORY_IMPORT_BLOCKS: atLeastOne(4).describe('blocks of an import on their way to the historian'),
  HISTORY_IMPORT_POINTS: atLeastOne(1_000).describe(
    'points of such a block, at most 4500: larger ones are faster, and hold up commands longer in one process',
  ),
  HISTORY_PATIENCE_S: atLeastOne(30).describe(
    's; for a historian that is away or has no room, before an export or import that has begun is given up',
  ),
});

/** A provider: the limits as configured. */
export abstract class HistoryLimits {
  abstract readonly limits: z.output<typeof historyLimits>;
}
