import { setTimeout as wait } from 'node:timers/promises';

/** Asks until the answer is neither undefined nor false; rejects with the sentence, or with what was wrong last. */
export async function until(ask, { withinMs, everyMs = 50, otherwise }) {
  let reason = otherwise;
  for (const giveUpAt = performance.now() + withinMs; performance.now() < giveUpAt; await wait(everyMs)) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      reason = `${otherwise}: ${error.message}`;
    }
  }
  throw new Error(`${reason} (within ${(withinMs / 1000).toFixed(0)} s)`);
}
