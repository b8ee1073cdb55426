import { atLeastOne } from '@kilowatch/service-kit';
import * as z from 'zod';

/** What is kept for the predecessors' pages. */
export const predecessorLimits = z.object({
  PAGES_ANSWER_MS: atLeastOne(1_000).describe('for how long pages that ask the same get the same answer'),
  PAGES_ANSWERS: atLeastOne(32).describe('such answers that are kept, at most'),
  PAGES_READINGS: atLeastOne(10_000).describe(
    'most readings of a sensor in one answer over a socket: the newest',
  ),
});
export type PredecessorLimits = z.output<typeof predecessorLimits>;
