import type { socketNamespace } from '@kilowatch/contracts';
import { io } from 'socket.io-client';
import { RealtimeSession } from './realtime-session.js';
import type { Realtime, RealtimeSettings, RealtimeSocket } from './realtime.js';
import { defaultStaleAfterMs } from './staleness.js';

const namespace: typeof socketNamespace = '/v1';

const defaults: RealtimeSettings = {
  url: '',
  watch: 'all',
  staleAfterMs: defaultStaleAfterMs,
  reconnectMinMs: 500,
  reconnectMaxMs: 5_000,
  ackDeadlineMs: 5_000,
  resyncMinMs: 1_000,
  now: () => Date.now(),
};

/** Connects to the live data: WebSocket first, polling where that does not get through. */
export function connectRealtime(options: Partial<RealtimeSettings> = {}): Realtime {
  const settings = { ...defaults, ...options };
  const socket: RealtimeSocket = io(settings.url + namespace, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true, // without it a refused WebSocket is tried for ever and polling never
    reconnectionDelay: settings.reconnectMinMs,
    reconnectionDelayMax: settings.reconnectMaxMs,
    forceNew: true,
    autoConnect: false,
    ...(settings.auth && { auth: { ...settings.auth } }),
  });
  return new RealtimeSession(socket, settings).open();
}
