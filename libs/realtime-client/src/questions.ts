import type { ClientEvents, FaultBody, Snapshot } from '@kilowatch/contracts';
import type { RealtimeSettings, RealtimeSocket, SnapshotReason } from './realtime.js';
import { requestOf, type Watched } from './watched.js';

type Answer = Parameters<Parameters<ClientEvents['watch']>[1]>[0];
type Asking = { emitWithAck(event: keyof ClientEvents, payload: object): Promise<Answer> };

interface Asker {
  /** With what was watched when the server made it. */
  takeSnapshot(snapshot: Snapshot, reason: SnapshotReason, watched: Watched | undefined): void;
  refused(fault: FaultBody): void;
}

/** What the server is asked: to let us watch something, and to repair a gap. */
export class Questions {
  watched: Watched;
  /** What the server was told in the handshake that we watch. */
  inHandshake: Watched | undefined;
  private asked: Watched | undefined;
  private isResyncing = false;
  private lastResyncAtMs = -Infinity;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly settings: RealtimeSettings,
    private readonly asker: Asker,
  ) {
    this.watched = settings.watch;
  }

  handshake() {
    this.inHandshake = this.asked = this.watched;
    return requestOf(this.watched);
  }

  connected(): void {
    this.lastResyncAtMs = -Infinity;
    if (this.asked !== this.watched) void this.watch();
  }

  close(): void {
    clearTimeout(this.retry);
  }

  /** Until the server has taken it, or something else is to be watched. */
  async watch(): Promise<void> {
    clearTimeout(this.retry);
    const { watched } = this;
    this.asked = watched;
    const reply = await this.ask('watch', requestOf(watched), watched);
    const isRefused = reply?.ok === false && reply.fault.code === 'request.invalid';
    if (reply?.ok || isRefused || !this.socket.connected || watched !== this.watched) return;
    this.retry = setTimeout(() => void this.watch(), this.settings.resyncMinMs);
  }

  async resync(): Promise<void> {
    const askedAtMs = this.settings.steady();
    if (this.isResyncing || askedAtMs - this.lastResyncAtMs < this.settings.resyncMinMs) return;
    this.isResyncing = true;
    this.lastResyncAtMs = askedAtMs;
    await this.ask('resync', {}, this.asked);
    this.isResyncing = false;
  }

  /** Undefined without an answer: a reconnect brings a snapshot, or the next delta shows the gap again. */
  private async ask(
    event: 'watch' | 'resync',
    payload: object,
    watched: Watched | undefined,
  ): Promise<Answer | undefined> {
    // Socket.IO loses the type of the answer together with the deadline.
    const asking = this.socket.timeout(this.settings.ackDeadlineMs) as unknown as Asking;
    const reply = await asking.emitWithAck(event, payload).catch(() => undefined);
    if (reply?.ok) this.asker.takeSnapshot(reply.snapshot, event, watched);
    else if (reply) this.asker.refused(reply.fault);
    return reply;
  }
}
