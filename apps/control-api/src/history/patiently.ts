import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '@kilowatch/contracts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Asks again while that can help (the historian restarts, or has no room), for so long; then what the last answer was stands. Only for
 * questions that may be asked twice. `isStopped`: nobody waits for the answer any more.
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  patienceMs: number,
  isStopped: () => boolean = () => false,
): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await ask();
    } catch (error) {
      const isHopeless = !(error instanceof Fault) || !error.policy.retry || isStopped();
      if (isHopeless || performance.now() + pauseMs > giveUpAt) throw error;
    }
    await delay(pauseMs);
  }
}
