import { type FaultBody, Fault, predecessorNamespace, socketNamespace } from '@kilowatch/contracts';
import type { IoAdapter } from '@nestjs/platform-socket.io';
import { cookieRefusalOf, foreignPageRefusalOf } from './own-page.js';
import type { Protection } from './protected-mode.js';

type IoServer = ReturnType<IoAdapter['createIOServer']>;
type Guard = Parameters<IoServer['use']>[0];
type Socket = Parameters<Guard>[0];

const longestTimerMs = 2 ** 31 - 1;

/** `auth: { key }` of the client's options. */
const keysIn = ({ key }: Record<string, unknown>): string[] => {
  if (key === undefined || key === null || key === '') return [];
  return [typeof key === 'string' ? key : ''];
};

/** Socket.IO hands `data` to the client's `connect_error`. */
const refusing = (fault: Fault): Error & { data: FaultBody } =>
  Object.assign(new Error(fault.message), { data: fault.toBody() });

/** Ends the connection when its session ends, so that the page must log in again to see more. */
function closeAt(socket: Socket, expiresAtMs: number): void {
  const remainingMs = (): number => expiresAtMs - Date.now();
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(
      remainingMs() > longestTimerMs ? wait : end,
      Math.min(remainingMs(), longestTimerMs),
    ).unref();
  };
  const end = (): void => {
    // The namespace `/` belongs to the predecessors' events, which know no such one.
    if (socket.nsp.name === socketNamespace)
      socket.emit('fault', new Fault('access.required', 'The session has expired: log in again').toBody());
    socket.disconnect(true);
  };
  wait();
  socket.conn.once('close', () => clearTimeout(timer));
}

/**
 * Asks everybody who wants to join a namespace for the key. Here and not at the handshake below it, so that a key in `auth` is seen,
 * and so that the client learns why: Engine.IO would tell it a status without a reason.
 */
const guardOf =
  (protection: Protection): Guard =>
  (socket, next) => {
    if (protection.isMonitoringKeyless && socket.nsp.name === predecessorNamespace) return next();
    const { headers, auth } = socket.handshake;
    // No preflight stands before a WebSocket: any page that the user has open could guess keys in the user's name.
    const foreign = protection.access.isKeyRequired ? foreignPageRefusalOf(protection, headers) : undefined;
    if (foreign) return next(refusing(foreign));
    const { remoteAddress } = socket.conn;
    const admission = protection.access.admit({ headers, remoteAddress }, keysIn(auth));
    if (!admission.isAdmitted) return next(refusing(admission.fault));
    if (admission.by !== 'session' || admission.expiresAtMs === null) return next();
    const refusal = cookieRefusalOf(protection, { method: 'GET', headers, isHandshake: true });
    if (refusal) return next(refusing(refusal));
    closeAt(socket, admission.expiresAtMs);
    next();
  };

/** Guards every namespace of a server, `/` included, and those that come later. */
export function guardNamespaces(server: IoServer, protection: Protection): void {
  const guard = guardOf(protection);
  server.use(guard);
  server.on('new_namespace', (namespace) => namespace.use(guard));
}
