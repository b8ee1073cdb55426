import {
  type ServiceDetails,
  serviceDetailsChanged,
  type ServiceName,
  toldAtLeastEveryMs,
} from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';
import { isDeepStrictEqual } from 'node:util';

/**
 * Publishes what a service says of itself, retained, whenever it has changed, at most once in `everyMs`; and every ten seconds when
 * it has not, so that silence means something.
 */
export function publishDetails(
  name: ServiceName,
  { client }: Pick<Door, 'client'>,
  details: () => ServiceDetails,
  everyMs: number,
): { close(): void } {
  let published: ServiceDetails | undefined;
  let publishedMs = -Infinity; // of performance.now()
  let isSending = false;
  const isToBeSaid = (now: ServiceDetails): boolean =>
    performance.now() - publishedMs >= toldAtLeastEveryMs ||
    !isDeepStrictEqual(withoutRestlessness(now), withoutRestlessness(published));
  const send = async (): Promise<void> => {
    if (isSending || !client.isConnected) return;
    const now = details();
    if (!isToBeSaid(now)) return;
    isSending = true;
    try {
      await client.publish(serviceDetailsChanged, { name }, now);
      published = now;
      publishedMs = performance.now();
    } catch {
      // the next turn brings newer ones
    } finally {
      isSending = false;
    }
  };
  const timer = setInterval(() => void send(), Math.min(everyMs, toldAtLeastEveryMs)).unref();
  return { close: () => clearInterval(timer) };
}

/** What differs each time must not be the reason for publishing again: that it was published, the memory, the time. */
const withoutRestlessness = (details: ServiceDetails | undefined): unknown =>
  details && {
    ...details,
    figures: { ...details.figures, messagesPublished: 0 },
    process: details.process?.problems,
    saidAtMs: 0,
  };
