import type { longestBeatMs, socketNamespace } from '@kilowatch/contracts';
import { io } from 'socket.io-client';
import { RealtimeSession } from './realtime-session.js';
import type { Realtime, RealtimeSettings, RealtimeSocket } from './realtime.js';
import { defaultStaleAfterMs } from './staleness.js';
import { everything } from './watched.js';

const namespace: typeof socketNamespace = '/v1';
// The contracts' own constants would bring the schemas into the page.
const beatWithinMs: typeof longestBeatMs = 3_000;

const defaults: RealtimeSettings = {
  url: '',
  watch: everything,
  staleAfterMs: defaultStaleAfterMs,
  unheardAfterMs: 1.5 * beatWithinMs,
  deadAfterMs: 10_000,
  connectDeadlineMs: 5_000,
  reconnectMinMs: 1_000,
  reconnectMaxMs: 5_000,
  ackDeadlineMs: 5_000,
  resyncMinMs: 1_000,
  grownMax: 10_000,
  now: () => Date.now(),
  steady: () => performance.now(),
  soon: (tell) => tell(),
};

/** Socket.IO takes a path in the address for a namespace; its own path is an option. */
function whereOf(url: string): { origin: string; path: string } {
  if (url === '') return { origin: '', path: '/socket.io' };
  const { origin, pathname } = new URL('socket.io', url);
  return { origin, path: pathname };
}

/** A proxy that swallows the WebSocket without a word would be tried for ever: then polling comes first, and is upgraded where it can be. */
function tryTheOtherWayAfterSilence(manager: RealtimeSocket['io']): void {
  manager.on('error', ({ message }) => {
    if (message === 'timeout') manager.opts.transports = manager.opts.transports?.toReversed();
  });
}

/** Connects to the live data: WebSocket first, polling where that does not get through. */
export function connectRealtime(options: Partial<RealtimeSettings> = {}): Realtime {
  const settings = { ...defaults, ...options };
  const { origin, path } = whereOf(settings.url);
  const socket: RealtimeSocket = io(origin + namespace, {
    path,
    transports: ['websocket', 'polling'],
    tryAllTransports: true, // without it a refused WebSocket is tried for ever and polling never
    timeout: settings.connectDeadlineMs,
    reconnectionDelay: settings.reconnectMinMs,
    reconnectionDelayMax: settings.reconnectMaxMs,
    randomizationFactor: 1, // after a restart of the server every page comes back
    forceNew: true,
    autoConnect: false,
    auth: (send) => send({ ...settings.auth, watch: session.watchAtConnect() }),
  });
  tryTheOtherWayAfterSilence(socket.io);
  const session = new RealtimeSession(socket, settings);
  return session.open();
}
