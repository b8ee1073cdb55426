import type { Namespace, Socket } from 'socket.io';

// What Socket.IO does not offer by its types: Engine.IO's queue of packets and the buffer of the ws socket below it.
interface EngineSocket {
  readonly writeBuffer: readonly {
    readonly data?: { readonly length?: number; readonly byteLength?: number };
  }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount?: number; terminate?(): void } };
  close(discard: boolean): void;
}

/** The adapter encodes a broadcast once for all WebSockets: head and body of the frame. */
interface EncodingAdapter {
  _encode?(packet: unknown, options: { wsPreEncodedFrame?: unknown }): unknown;
}

/** Turns packets into texts, for all namespaces. */
interface Encoder {
  encode(packet: { nsp?: string; data?: readonly unknown[] }): readonly unknown[];
}

const engineSocketOf = (socket: Socket): EngineSocket => socket.conn as unknown as EngineSocket;

/** Bytes (of text: characters) handed to a socket which the operating system has not taken yet. */
export function backlogBytes(socket: Socket): number {
  const { writeBuffer, transport } = engineSocketOf(socket);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += data?.byteLength ?? data?.length ?? 0;
  return bytes;
}

function terminate(engineSocket: EngineSocket): void {
  const { socket } = engineSocket.transport;
  engineSocket.close(true);
  socket?.terminate?.();
}

/** Closes a socket at once and frees what waits for it. A polite close would wait behind the backlog. */
export const cutOff = (socket: Socket): void => terminate(engineSocketOf(socket));

/** Closes every connection of the server. A polite close waits 30 s for one whose peer has gone silent. */
export function cutOffAll({ server }: Namespace): void {
  const { clients } = server.engine as unknown as { clients: Record<string, EngineSocket> };
  for (const client of Object.values(clients)) terminate(client);
}

const isFrame = (frame: unknown): frame is Buffer[] => Array.isArray(frame) && frame.every(Buffer.isBuffer);

/**
 * Makes the frame of a broadcast one buffer. In two, each of thousands of sockets would pay for a vectored write. An adapter that
 * encodes in another way goes on as it is.
 */
export function joinFrames({ adapter }: Pick<Namespace, 'adapter'>): void {
  const encoding = adapter as unknown as EncodingAdapter;
  const encode = encoding._encode?.bind(adapter);
  if (!encode) return;
  encoding._encode = (packet, options) => {
    const encoded = encode(packet, options);
    const frame = options?.wsPreEncodedFrame;
    if (isFrame(frame)) options.wsPreEncodedFrame = [Buffer.concat(frame)];
    return encoded;
  };
}

const answersWith = (snapshot: unknown): unknown[] => [{ ok: true, snapshot }];

const isAnswerWithSnapshot = (data: unknown): data is [{ ok: true; snapshot: object }] => {
  const [answer] = (Array.isArray(data) ? data : []) as [{ ok?: unknown; snapshot?: unknown }?];
  return answer?.ok === true && typeof answer.snapshot === 'object' && answer.snapshot !== null;
};

/**
 * Makes the answers to all who get the same snapshot object share its text, the costly part of them: after a gap that all have seen,
 * thousands ask at once. An encoder that encodes in another way goes on as it is.
 */
export function encodeSnapshotsOnce({ name, server }: Pick<Namespace, 'name' | 'server'>): void {
  const { encoder } = server as unknown as { encoder: Encoder };
  const encode = encoder.encode.bind(encoder);
  const texts = new WeakMap<object, string>();
  const textOf = (snapshot: object): string => {
    const text = texts.get(snapshot) ?? JSON.stringify(snapshot);
    texts.set(snapshot, text);
    return text;
  };
  const end = 'null}]';
  encoder.encode = (packet) => {
    if (packet.nsp !== name || !isAnswerWithSnapshot(packet.data)) return encode(packet);
    const [text, ...more] = encode({ ...packet, data: answersWith(null) });
    if (typeof text !== 'string' || more.length > 0 || !text.endsWith(end)) return encode(packet);
    return [`${text.slice(0, -end.length)}${textOf(packet.data[0].snapshot)}}]`];
  };
}
