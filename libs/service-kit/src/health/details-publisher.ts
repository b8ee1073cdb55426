import { type ServiceDetails, serviceDetailsChanged, type ServiceName } from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';
import { isDeepStrictEqual } from 'node:util';

/** Publishes what a service says of itself, retained, whenever it has changed; at most once in `everyMs`. */
export function publishDetails(
  name: ServiceName,
  { client }: Pick<Door, 'client'>,
  details: () => ServiceDetails,
  everyMs: number,
): { close(): void } {
  let published: ServiceDetails | undefined;
  let isSending = false;
  const send = async (): Promise<void> => {
    const now = details();
    if (isSending || !client.isConnected || isDeepStrictEqual(withoutTraffic(now), withoutTraffic(published)))
      return;
    isSending = true;
    try {
      await client.publish(serviceDetailsChanged, { name }, now);
      published = now;
    } catch {
      // the next turn brings newer ones
    } finally {
      isSending = false;
    }
  };
  const timer = setInterval(() => void send(), everyMs).unref();
  return { close: () => clearInterval(timer) };
}

// Publishing counts as traffic: it must not be the reason for publishing again.
const withoutTraffic = (details: ServiceDetails | undefined): unknown =>
  details && { ...details, figures: { ...details.figures, messagesPublished: 0 } };
