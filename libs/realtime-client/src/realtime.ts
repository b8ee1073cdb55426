import type {
  ClientEvents,
  CommandState,
  Delta,
  DeviceEntry,
  FaultBody,
  ServerEvents,
  Snapshot,
} from '@kilowatch/contracts';
import type { Socket } from 'socket.io-client';
import type { LiveModel } from './live-model.js';

/**
 * `connecting`: not yet decided, at the start and after `reconnect`. `stale`: connected, but nothing has come for
 * `staleAfterMs` although a device should have reported. `offline`: no connection; it is being tried again. `refused`: the
 * server wants a key, or another one; nothing is tried until `reconnect`.
 */
export type RealtimeStatus = 'connecting' | 'connected' | 'stale' | 'offline' | 'refused';

/** Why a snapshot came. After `resync` values between the last delta and it were missed. */
export type SnapshotReason = 'connect' | 'watch' | 'resync';

/** Which devices to follow. */
export type Watched = 'all' | readonly string[];

export interface RealtimeHandlers {
  onSnapshot?: (snapshot: Snapshot, reason: SnapshotReason) => void;
  /** Only deltas that were applied, each once, in order and without gaps per device. */
  onDelta?: (delta: Delta) => void;
  /** A device is new, has changed, or (`isRetired`, `isForgotten`) is gone. */
  onDevice?: (entry: DeviceEntry) => void;
  onCommand?: (command: CommandState) => void;
  /** The server refused something we sent, or (`access.…`) us. */
  onFault?: (fault: FaultBody) => void;
  onStatus?: (status: RealtimeStatus) => void;
}

export interface RealtimeSettings extends RealtimeHandlers {
  /** Origin of the server, as `http://localhost:5003`; empty: the page's own. */
  readonly url: string;
  /** For programs: the API key. A page has the cookie of its session instead. */
  readonly auth?: { readonly key: string };
  readonly watch: Watched;
  readonly staleAfterMs: number;
  /** Delay before the first new attempt to connect; it grows, with jitter, to `reconnectMaxMs`. */
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  /** How long an answer to `watch` or `resync` is waited for. */
  readonly ackDeadlineMs: number;
  /** Least time between two `resync`: a gap that a snapshot cannot mend must not become a storm. */
  readonly resyncMinMs: number;
  /** UTC epoch ms of this machine. */
  readonly now: () => number;
}

/** An open connection to the live data. It reconnects by itself until it is closed or refused. */
export interface Realtime {
  readonly model: LiveModel;
  readonly status: RealtimeStatus;
  /** Called after each change with the new model; returns the way to stop. */
  subscribe(listener: (model: LiveModel) => void): () => void;
  /** Follows these devices from now on, also after reconnects. Resolves after the answer, or when none is to come. */
  watch(devices: Watched): Promise<void>;
  /** The server's clock (UTC epoch ms) as far as the last snapshot and what has come since tell. */
  serverNowMs(): number;
  /** Connects anew, at once: when the rights have changed, above all after a refusal. What is known stays. */
  reconnect(): void;
  close(): void;
}

export type RealtimeSocket = Socket<ServerEvents, ClientEvents>;
