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
import type { PulseLimits } from './pulse.js';
import type { Clocks } from './server-clock.js';
import type { Watched } from './watched.js';

/**
 * `connecting`: not yet decided, at the start and after `reconnect`. `stale`: connected, but nothing has come for
 * `staleAfterMs` although a device should have reported. `offline`: no connection, or one over which even the server is not heard;
 * it is being tried again. `refused`: the server wants a key, or another one; nothing is tried until `reconnect`.
 */
export type RealtimeStatus = 'connecting' | 'connected' | 'stale' | 'offline' | 'refused';

/** Why a snapshot came. After `resync` values between the last delta and it were missed. */
export type SnapshotReason = 'connect' | 'watch' | 'resync';

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

export interface RealtimeSettings extends RealtimeHandlers, PulseLimits, Clocks {
  /**
   * Root of the server: `http://localhost:5003`, or `https://example.org/kilowatch/` below a prefix. A page gives its base URI;
   * empty: the root of the page's origin.
   */
  readonly url: string;
  /** For programs: the API key. A page has the cookie of its session instead. */
  readonly auth?: { readonly key: string };
  readonly watch: Watched;
  /** Delay before the first new attempt to connect, twice that at most; it grows to `reconnectMaxMs`, with jitter. */
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  /** How long an attempt to connect may take. */
  readonly connectDeadlineMs: number;
  /** How long an answer to `watch` or `resync` is waited for. */
  readonly ackDeadlineMs: number;
  /** Least time between two `resync`: a gap that a snapshot cannot mend must not become a storm. */
  readonly resyncMinMs: number;
  /** Devices and metrics that may be added to a snapshot before a new one says which of them are still there. */
  readonly grownMax: number;
  /** When subscribers are told of changes: calls the function once, soon. Changes until then are told together. */
  readonly soon: (tell: () => void) => void;
}

/** An open connection to the live data. It reconnects by itself until it is closed or refused. */
export interface Realtime {
  readonly model: LiveModel;
  readonly status: RealtimeStatus;
  /** What the model covers: what was watched when the last snapshot was made. Undefined before the first. */
  readonly followed: Watched | undefined;
  /** Called after changes with the new model; returns the way to stop. */
  subscribe(listener: (model: LiveModel) => void): () => void;
  /** Follows this from now on, also after reconnects. Resolves after the answer, or when none is to come. */
  watch(watched: Watched): Promise<void>;
  /** The server's clock (UTC epoch ms) as far as what has come tells. */
  serverNowMs(): number;
  /** The server has told its time (UTC epoch ms) on another way. */
  learnTime(serverMs: number): void;
  /** Connects anew, at once: when the rights have changed, above all after a refusal. What is known stays. */
  reconnect(): void;
  /** While offline, makes the next attempt now: there is reason to hope. */
  hurry(): void;
  close(): void;
}

export type RealtimeSocket = Socket<ServerEvents, ClientEvents>;
