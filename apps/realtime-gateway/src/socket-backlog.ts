import type { Socket } from 'socket.io';

// What Socket.IO does not offer by its types: Engine.IO's queue of packets and the buffer of the ws socket below it.
interface EngineInternals {
  readonly writeBuffer: readonly {
    readonly data?: { readonly length?: number; readonly byteLength?: number };
  }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount?: number; terminate?(): void } };
  close(discard: boolean): void;
}

const engineOf = (socket: Socket): EngineInternals => socket.conn as unknown as EngineInternals;

/** Bytes (text: characters) handed to a socket which the operating system has not taken yet. */
export function backlogBytes(socket: Socket): number {
  const { writeBuffer, transport } = engineOf(socket);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += data?.byteLength ?? data?.length ?? 0;
  return bytes;
}

/** Closes a socket at once and frees what waits for it; a polite close would wait behind the backlog. */
export function cutOff(socket: Socket): void {
  const engine = engineOf(socket);
  const { socket: webSocket } = engine.transport;
  engine.close(true);
  webSocket?.terminate?.();
}
