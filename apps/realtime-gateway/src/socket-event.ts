/** One event as a socket sent it: nothing of it is checked. */
export interface SocketEvent {
  readonly name: string;
  readonly payload: unknown;
  /** Present when the sender waits for an answer. */
  readonly ack: ((reply: object) => void) | undefined;
}

/** Socket.IO hands an event over as its name, its arguments and, last, the function that answers it. */
export function socketEventOf([name, ...args]: readonly unknown[]): SocketEvent {
  const last = args.at(-1);
  const ack = typeof last === 'function' ? (last as SocketEvent['ack']) : undefined;
  return { name: String(name), payload: last === ack && args.length === 1 ? undefined : args[0], ack };
}
