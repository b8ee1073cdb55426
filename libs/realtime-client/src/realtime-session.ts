import type { Delta, DeviceEntry, FaultBody, Snapshot } from '@kilowatch/contracts';
import { refusalIn, refusesAccess } from './access-refusal.js';
import {
  applyDelta,
  applyDevice,
  applySnapshot,
  emptyModel,
  fitOf,
  type LiveModel,
  weightOf,
} from './live-model.js';
import { Pulse } from './pulse.js';
import { Questions } from './questions.js';
import type {
  Realtime,
  RealtimeSettings,
  RealtimeSocket,
  RealtimeStatus,
  SnapshotReason,
} from './realtime.js';
import { ServerClock } from './server-clock.js';
import type { Watched } from './watched.js';

/** Keeps the model of one connection: snapshots and deltas in, gaps repaired, the state of the connection told. */
export class RealtimeSession implements Realtime {
  model: LiveModel = emptyModel;
  status: RealtimeStatus = 'connecting';
  followed: Watched | undefined;
  private readonly listeners = new Set<(model: LiveModel) => void>();
  private readonly clock: ServerClock;
  private readonly pulse: Pulse;
  private readonly questions: Questions;
  private isTellingSoon = false;
  /** Devices and metrics that have come since the last snapshot. */
  private grown = 0;
  private check: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly settings: RealtimeSettings,
  ) {
    this.clock = new ServerClock(settings);
    this.pulse = new Pulse(settings, settings.steady);
    this.questions = new Questions(socket, settings, {
      takeSnapshot: (...answer) => this.takeSnapshot(...answer),
      refused: (fault) => this.refused(fault),
    });
  }

  open(): this {
    this.socket.on('connect', () => this.connected());
    this.socket.on('disconnect', (reason) => reason !== 'io client disconnect' && this.lost());
    this.socket.on('connect_error', (error) => this.failed(error));
    this.socket.on('snapshot', (snapshot) =>
      this.takeSnapshot(snapshot, 'connect', this.questions.inHandshake),
    );
    this.socket.on('delta', (delta) => this.takeDelta(delta));
    this.socket.on('device', (entry) => this.takeDevice(entry));
    this.socket.on('command', (command) => {
      this.received();
      this.settings.onCommand?.(command);
    });
    this.socket.on('beat', ({ atMs }) => {
      this.pulse.beat();
      this.heard();
      this.clock.hear(atMs);
    });
    this.socket.on('fault', (fault) => this.refused(fault));
    this.check = setInterval(() => this.judge(), this.pulse.checkEveryMs);
    this.socket.connect();
    return this;
  }

  subscribe(listener: (model: LiveModel) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async watch(watched: Watched): Promise<void> {
    this.questions.watched = watched;
    if (this.socket.connected) await this.questions.watch();
  }

  /** For the handshake, at each connection: the first snapshot is then what is wanted. */
  watchAtConnect() {
    return this.questions.handshake();
  }

  serverNowMs(): number {
    return this.clock.nowMs();
  }

  learnTime(serverMs: number): void {
    this.clock.hear(serverMs);
  }

  reconnect(): void {
    this.connectAnew();
    this.tell('connecting');
  }

  hurry(): void {
    if (this.status === 'offline') this.connectAnew();
  }

  close(): void {
    clearInterval(this.check);
    clearTimeout(this.retry);
    this.questions.close();
    this.listeners.clear();
    this.socket.off();
    this.socket.disconnect();
  }

  private connectAnew(): void {
    clearTimeout(this.retry);
    this.socket.disconnect();
    this.socket.connect();
  }

  private connected(): void {
    clearTimeout(this.retry);
    this.pulse.opened();
    this.tell('connected');
    this.questions.connected();
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

  private takeSnapshot(snapshot: Snapshot, reason: SnapshotReason, watched: Watched | undefined): void {
    this.received();
    this.clock.set(snapshot.atMs);
    this.followed = watched;
    this.grown = 0;
    this.become(applySnapshot(snapshot));
    this.settings.onSnapshot?.(snapshot, reason);
  }

  private takeDelta(delta: Delta): void {
    this.received();
    this.clock.atLeast(delta.lastSeenAtMs);
    const fit = fitOf(this.model, delta);
    if (fit === 'gap') void this.questions.resync();
    if (fit !== 'next') return;
    this.grow(applyDelta(this.model, delta), delta.device);
    this.settings.onDelta?.(delta);
  }

  private takeDevice(entry: DeviceEntry): void {
    this.received();
    this.grow(applyDevice(this.model, entry), entry.device);
    this.settings.onDevice?.(entry);
  }

  /** Something of the devices or about them has come. */
  private received(): void {
    this.pulse.data();
    this.heard();
    if (this.status === 'stale') this.tell('connected');
  }

  /** What was thought to be lost is there again. */
  private heard(): void {
    if (this.status === 'offline' && this.socket.connected) this.tell('connected');
  }

  private judge(): void {
    if (!this.socket.connected) return;
    const verdict = this.pulse.judge(this.model);
    if (verdict === 'stale' && this.status === 'connected') this.tell('stale');
    if (verdict === 'unheard') this.tell('offline');
    if (verdict === 'dead') this.socket.io.engine.close(); // and is reported as lost
  }

  /** The server forgets the oldest without a word. What we hold must not grow for ever, so we ask what is left of it. */
  private grow(model: LiveModel, device: string): void {
    this.grown += Math.max(0, weightOf(model, device) - weightOf(this.model, device));
    this.become(model);
    if (this.grown > this.settings.grownMax) void this.questions.resync();
  }

  private become(model: LiveModel): void {
    this.model = model;
    if (this.isTellingSoon) return;
    this.isTellingSoon = true;
    this.settings.soon(() => {
      this.isTellingSoon = false;
      for (const listener of this.listeners) listener(this.model);
    });
  }

  private tell(status: RealtimeStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.settings.onStatus?.(status);
  }
}
