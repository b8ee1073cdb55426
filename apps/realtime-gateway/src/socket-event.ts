/** One event as a socket sent it: nothing of it is checked. */
export interface SocketEvent {
  readonly name: string;
  readonly payload: unknown;
  /** More than a payload. */
  readonly hasMore: boolean;
  /** Present when the sender waits for an answer. */
  readonly ack: ((reply: object) => void) | undefined;
}

/** Socket.IO hands an event over as its name, its arguments and, last, the function that answers it. */
export function socketEventOf([name, ...args]: readonly unknown[]): SocketEvent {
  const last = args.at(-1);
  const ack = typeof last === 'function' ? (last as SocketEvent['ack']) : undefined;
  const payloads = ack ? args.slice(0, -1) : args;
  return { name: String(name), payload: payloads[0], hasMore: payloads.length > 1, ack };
}
