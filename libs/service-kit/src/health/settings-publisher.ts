import { type ServiceName, serviceSettings, type ShownSetting } from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';

/** Publishes the settings of a service, retained, and again after each reconnection: the broker may have lost them. */
export function publishSettings(
  name: ServiceName,
  { client, counters }: Pick<Door, 'client' | 'counters'>,
  settings: readonly ShownSetting[],
  everyMs: number,
): { close(): void } {
  let connection = -1;
  let isSending = false;
  const send = async (): Promise<void> => {
    const { reconnects } = counters;
    if (isSending || !client.isConnected || connection === reconnects) return;
    isSending = true;
    try {
      await client.publish(serviceSettings, { name }, { settings: [...settings] });
      connection = reconnects;
    } catch {
      // the next turn tries again
    } finally {
      isSending = false;
    }
  };
  const timer = setInterval(() => void send(), everyMs).unref();
  return { close: () => clearInterval(timer) };
}
