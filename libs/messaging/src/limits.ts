import * as z from 'zod';

const ms = (value: number) => z.coerce.number().int().min(1).default(value);
const count = (value: number) => z.coerce.number().int().min(1).default(value);

/** Every bound of the door, by the name it has in the configuration. */
export const messagingLimits = z.object({
  outboxMessages: count(10_000).describe(
    'outgoing messages waiting for their confirmation; beyond: outbox.full',
  ),
  outboxBytes: count(16 * 1024 * 1024).describe('their payload bytes'),
  pendingRequests: count(5_000).describe('questions waiting for an answer, and handlers at work'),
  publishDeadlineMs: ms(2_000).describe('confirmation by the broker'),
  statusGraceMs: ms(250).describe('how long a missing or fallen service may take to say that it is online'),
  reconnectMinMs: ms(100).describe('first wait before the broker is tried again; doubles'),
  reconnectMaxMs: ms(2_000).describe('longest of these waits'),
  connectTimeoutMs: ms(5_000).describe('for the broker to accept a connection'),
  keepaliveS: count(15).describe('s; the broker takes us for gone after one and a half times as long'),
  instanceAnswerMs: ms(1_000).describe('for the working instance of a service to answer another that asks'),
  instanceWatchMs: ms(5_000).describe('how often a waiting instance asks'),
  maxPayloadBytes: count(512 * 1024).describe('a larger incoming message is refused'),
  batchMessages: count(512).describe('most messages in one batch'),
  batchBytes: count(4 * 1024 * 1024).describe('received and not yet handled; beyond: the socket is paused'),
  refusalsPerSecond: count(200).describe(
    'logged and sent to quarantine one by one; beyond: only counted, unless a handler refuses',
  ),
  drainMs: ms(3_000).describe('for handlers and outgoing messages at shutdown'),
});
export type MessagingLimits = z.output<typeof messagingLimits>;
