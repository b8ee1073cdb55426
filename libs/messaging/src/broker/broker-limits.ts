/** Every bound of the embedded broker. */
export interface BrokerLimits {
  readonly maxPacketBytes: number;
  readonly maxConnections: number;
  /** Persistent sessions whose clients are away; the oldest beyond are forgotten. */
  readonly maxSessions: number;
  /** Messages (below the 65,535 ids of MQTT) and payload bytes kept for one persistent session; newer ones are dropped. */
  readonly maxQueuedMessages: number;
  readonly maxQueuedBytes: number;
  /** Topics with a retained message, and their payload bytes; those of others than our services get half of it. */
  readonly maxRetainedMessages: number;
  readonly maxRetainedBytes: number;
  /** A session whose client stays away longer is forgotten. */
  readonly sessionExpiryMs: number;
  /** For the first packet of a connection. */
  readonly connectTimeoutMs: number;
  /** A client that does not read for this long is disconnected. */
  readonly drainTimeoutMs: number;
}

export const brokerLimits: BrokerLimits = {
  maxPacketBytes: 2 * 1024 * 1024,
  maxConnections: 1_000,
  maxSessions: 1_000,
  maxQueuedMessages: 60_000,
  maxQueuedBytes: 64 * 1024 * 1024,
  maxRetainedMessages: 50_000,
  maxRetainedBytes: 64 * 1024 * 1024,
  sessionExpiryMs: 24 * 60 * 60 * 1_000,
  connectTimeoutMs: 10_000,
  drainTimeoutMs: 10_000,
};
