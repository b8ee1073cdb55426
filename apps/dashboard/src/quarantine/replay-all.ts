import type { FaultCode } from '@kilowatch/contracts';
import { fetchQuarantine, replayRefusals } from '../api/system-api.js';

/** How far taking in again has come, and what came of it. */
export interface ReplayTally {
  readonly done: number;
  readonly accepted: number;
  readonly refused: number;
  readonly skipped: number;
}

export const nothingReplayed: ReplayTally = { done: 0, accepted: 0, refused: 0, skipped: 0 };

const atOnce = 100;

/**
 * Takes in again all that is kept of a reason, or of all, in pieces, so that each has its answer in time and the reader can stop.
 * What is refused again stays, and is not tried twice.
 */
export async function replayAll(
  code: FaultCode | undefined,
  { onProgress, isStopped }: { onProgress: (tally: ReplayTally) => void; isStopped: () => boolean },
): Promise<void> {
  let tally = nothingReplayed;
  for (let before: number | undefined; ;) {
    const { refusals, next } = await fetchQuarantine({ code, before, limit: atOnce });
    const numbers = refusals.filter(({ isReplayable }) => isReplayable).map(({ number }) => number);
    const outcome =
      numbers.length > 0 ? await replayRefusals(numbers) : { accepted: 0, refused: 0, notReplayable: 0 };
    tally = {
      done: tally.done + refusals.length,
      accepted: tally.accepted + outcome.accepted,
      refused: tally.refused + outcome.refused,
      skipped: tally.skipped + outcome.notReplayable + refusals.length - numbers.length,
    };
    onProgress(tally);
    if (next === undefined || isStopped()) return;
    before = next;
  }
}
