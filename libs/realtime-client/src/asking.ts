import type { ClientEvents } from '@kilowatch/contracts';
import type { RealtimeSocket } from './realtime.js';

export type Answer = Parameters<Parameters<ClientEvents['watch']>[1]>[0];
type Asking = { emitWithAck(event: keyof ClientEvents, payload: object): Promise<Answer> };

/** Asks the server over the socket. Undefined without an answer in time, or when the connection goes. */
export function askServer(
  socket: RealtimeSocket,
  deadlineMs: number,
  ...[event, payload]: [event: keyof ClientEvents, payload: object]
): Promise<Answer | undefined> {
  // Socket.IO loses the type of the answer together with the deadline.
  const asking = socket.timeout(deadlineMs) as unknown as Asking;
  return asking.emitWithAck(event, payload).catch(() => undefined);
}
