import type { Dialect, DeviceMessage, DialectReader, Heard, Said } from '../dialect.js';

export const receivedAtMs = Date.parse('2026-03-01T12:00:00Z');

/** A message on a topic: bytes and text as they are, anything else as JSON. */
export const aMessage = (
  topic: string,
  body: unknown,
  changes: Partial<DeviceMessage> = {},
): DeviceMessage => ({
  topic,
  payload:
    body instanceof Uint8Array
      ? body
      : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  receivedAtMs,
  isRetained: false,
  ...changes,
});

/** What one message alone is heard as, whole or by its parts. */
export const listenerOf = (dialect: Dialect) => {
  const reader = (): DialectReader => dialect.reader({});
  const hear = (topic: string, body: unknown): Heard => reader().read(aMessage(topic, body));
  return {
    hear,
    said: (topic: string, body: unknown): readonly Said[] => {
      const result = hear(topic, body);
      if (result.kind !== 'said') throw new Error(`not said but ${JSON.stringify(result)}`);
      return result.said;
    },
    reasonOf: (topic: string, body: unknown): string | undefined => {
      const result = hear(topic, body);
      return result.kind === 'refused' ? result.reason : undefined;
    },
  };
};
