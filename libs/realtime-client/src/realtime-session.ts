import type { ClientEvents, Delta, DeviceEntry, FaultBody, Snapshot } from '@kilowatch/contracts';
import { refusalIn, refusesAccess } from './access-refusal.js';
import { applyDelta, applyDevice, applySnapshot, emptyModel, fitOf, type LiveModel } from './live-model.js';
import type {
  Realtime,
  RealtimeSettings,
  RealtimeSocket,
  RealtimeStatus,
  SnapshotReason,
  Watched,
} from './realtime.js';
import { expectsReports } from './staleness.js';

type Answer = Parameters<Parameters<ClientEvents['watch']>[1]>[0];
type Asking = { emitWithAck(event: keyof ClientEvents, payload: object): Promise<Answer> };

/** Keeps the model of one connection: snapshots and deltas in, gaps repaired, the state of the connection told. */
export class RealtimeSession implements Realtime {
  model: LiveModel = emptyModel;
  status: RealtimeStatus = 'connecting';
  private watched: Watched;
  private readonly listeners = new Set<(model: LiveModel) => void>();
  private lastReceivedAtMs = 0;
  private serverAheadMs = 0;
  private isResyncing = false;
  private lastResyncAtMs = -Infinity;
  private staleCheck: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly settings: RealtimeSettings,
  ) {
    this.watched = settings.watch;
  }

  open(): this {
    this.socket.on('connect', () => this.connected());
    this.socket.on('disconnect', (reason) => reason !== 'io client disconnect' && this.lost());
    this.socket.on('connect_error', (error) => this.failed(error));
    this.socket.on('snapshot', (snapshot) => this.takeSnapshot(snapshot, 'connect'));
    this.socket.on('delta', (delta) => this.takeDelta(delta));
    this.socket.on('device', (entry) => this.takeDevice(entry));
    this.socket.on('command', (command) => {
      this.received();
      this.settings.onCommand?.(command);
    });
    this.socket.on('fault', (fault) => this.refused(fault));
    this.staleCheck = setInterval(() => this.judge(), Math.ceil(this.settings.staleAfterMs / 4));
    this.socket.connect();
    return this;
  }

  subscribe(listener: (model: LiveModel) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async watch(devices: Watched): Promise<void> {
    this.watched = devices;
    if (this.socket.connected) await this.askToWatch();
  }

  serverNowMs(): number {
    return this.settings.now() + this.serverAheadMs;
  }

  reconnect(): void {
    clearTimeout(this.retry);
    this.socket.disconnect();
    this.tell('connecting');
    this.socket.connect();
  }

  close(): void {
    clearInterval(this.staleCheck);
    clearTimeout(this.retry);
    this.listeners.clear();
    this.socket.off();
    this.socket.disconnect();
  }

  private connected(): void {
    clearTimeout(this.retry);
    this.lastResyncAtMs = -Infinity;
    this.received();
    this.tell('connected');
    if (this.watched !== 'all') void this.askToWatch();
  }

  private failed(error: Error): void {
    const refusal = refusalIn(error);
    if (refusal) this.refused(refusal);
    if (this.status !== 'refused') this.lost();
  }

  private refused(fault: FaultBody): void {
    if (refusesAccess(fault)) {
      clearTimeout(this.retry);
      this.socket.disconnect();
      this.tell('refused');
    }
    this.settings.onFault?.(fault);
  }

  private lost(): void {
    this.tell('offline');
    if (this.socket.active) return; // socket.io tries again by itself
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.socket.connect(), this.settings.reconnectMaxMs);
  }

  private takeSnapshot(snapshot: Snapshot, reason: SnapshotReason): void {
    this.received();
    this.serverAheadMs = snapshot.atMs - this.settings.now();
    this.become(applySnapshot(snapshot));
    this.settings.onSnapshot?.(snapshot, reason);
  }

  private takeDelta(delta: Delta): void {
    this.received();
    this.learnClock(delta.lastSeenAtMs);
    const fit = fitOf(this.model, delta);
    if (fit === 'gap') void this.resync();
    if (fit !== 'next') return;
    this.become(applyDelta(this.model, delta));
    this.settings.onDelta?.(delta);
  }

  /** One of the two clocks was set since the snapshot: were the server's still believed to be behind, no silence would age. */
  private learnClock(serverAtLeastMs: number): void {
    this.serverAheadMs = Math.max(this.serverAheadMs, serverAtLeastMs - this.settings.now());
  }

  private takeDevice(entry: DeviceEntry): void {
    this.received();
    this.become(applyDevice(this.model, entry));
    this.settings.onDevice?.(entry);
  }

  /** Until the server has taken it, or something else is to be watched. */
  private async askToWatch(): Promise<void> {
    const devices = this.watched;
    const reply = await this.ask('watch', { devices: devices === 'all' ? 'all' : [...devices] });
    const isRefused = reply?.ok === false && reply.fault.code === 'request.invalid';
    if (reply?.ok || isRefused || !this.socket.connected || devices !== this.watched) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.askToWatch(), this.settings.resyncMinMs);
  }

  private async resync(): Promise<void> {
    const askedAtMs = this.settings.now();
    if (this.isResyncing || askedAtMs - this.lastResyncAtMs < this.settings.resyncMinMs) return;
    this.isResyncing = true;
    this.lastResyncAtMs = askedAtMs;
    await this.ask('resync', {});
    this.isResyncing = false;
  }

  /** Undefined without an answer: a reconnect brings a snapshot, or the next delta shows the gap again. */
  private async ask(event: 'watch' | 'resync', payload: object): Promise<Answer | undefined> {
    // Socket.IO loses the type of the answer together with the deadline.
    const asking = this.socket.timeout(this.settings.ackDeadlineMs) as unknown as Asking;
    const reply = await asking.emitWithAck(event, payload).catch(() => undefined);
    if (reply?.ok) this.takeSnapshot(reply.snapshot, event);
    else if (reply) this.refused(reply.fault);
    return reply;
  }

  private received(): void {
    this.lastReceivedAtMs = this.settings.now();
    if (this.status === 'stale') this.tell('connected');
  }

  private judge(): void {
    const isSilent = this.settings.now() - this.lastReceivedAtMs > this.settings.staleAfterMs;
    if (this.status === 'connected' && isSilent && expectsReports(this.model)) this.tell('stale');
  }

  private become(model: LiveModel): void {
    this.model = model;
    for (const listener of this.listeners) listener(model);
  }

  private tell(status: RealtimeStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.settings.onStatus?.(status);
  }
}
