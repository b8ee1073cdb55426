import { type ServiceState, toldAtLeastEveryMs } from '@kilowatch/contracts';
import { type HeardService, problemsOf } from './heard-service.js';

/** A state, and since when. */
export interface StateSince {
  readonly state: ServiceState;
  /** UTC epoch ms; null: not known. */
  readonly sinceMs: number | null;
}

/** One that is connected and says nothing for so long hangs: it would have had three words to say. */
export const silentAfterMs = 3 * toldAtLeastEveryMs;

const isStarting = ({ details }: HeardService): boolean =>
  details?.process?.problems?.['process'] === 'starting';

/** What has been heard of a service, judged at an instant (UTC epoch ms): who is not online is gone, and who hangs is silent. */
export function serviceStateOf(heard: HeardService, atMs: number): StateSince {
  const { details, heardAtMs = null, isOnline } = heard;
  if (isOnline === undefined && !details) return { state: 'missing', sinceMs: null };
  const isFresh = heardAtMs !== null && atMs - heardAtMs <= silentAfterMs;
  const startedAtMs = details?.process?.startedAtMs ?? null;
  if (isOnline !== true)
    return isFresh && isStarting(heard) && heard.wentAtMs === undefined
      ? { state: 'starting', sinceMs: startedAtMs }
      : { state: 'gone', sinceMs: heard.wentAtMs ?? heardAtMs };
  if (!details) return { state: 'working', sinceMs: null };
  if (!isFresh) return { state: 'silent', sinceMs: heardAtMs };
  if (problemsOf(details).length > 0) return { state: 'troubled', sinceMs: heard.troubledSinceMs ?? null };
  return { state: 'working', sinceMs: startedAtMs };
}
