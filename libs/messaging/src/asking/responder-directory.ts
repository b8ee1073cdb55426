import { serviceStatus } from '@kilowatch/contracts';

interface Status {
  isOnline: boolean;
  sinceMs: number;
}

export interface DirectoryListener {
  /** A service has been offline for as long as its status may be late. */
  onGone(service: string): void;
}

/** Which services are online, from their retained statuses: absence is known before a deadline has to pass. */
export class ResponderDirectory {
  private readonly statuses = new Map<string, Status>();
  private readonly waiters = new Map<string, Set<() => void>>();
  private readonly gone = new Map<string, NodeJS.Timeout>();
  private subscribedAtMs = 0;

  constructor(
    private readonly graceMs: number,
    private readonly listener: DirectoryListener,
  ) {}

  /** The statuses are subscribed: retained ones arrive within the grace. */
  onSubscribed(): void {
    this.subscribedAtMs = performance.now();
  }

  onDown(): void {
    this.statuses.clear();
    for (const timer of this.gone.values()) clearTimeout(timer);
    this.gone.clear();
  }

  /** Takes a status message; anything but `online` counts as offline. */
  onStatus(topic: string, payload: Buffer): void {
    const service = serviceStatus.params(topic)?.name;
    if (service === undefined) return;
    const isOnline = payload.toString('latin1') === 'online';
    const before = this.statuses.get(service);
    if (before?.isOnline === isOnline) return;
    this.statuses.set(service, { isOnline, sinceMs: performance.now() });
    if (isOnline) this.cameOnline(service);
    else if (before) this.wentOffline(service);
  }

  isOnline(service: string): boolean {
    return this.statuses.get(service)?.isOnline === true;
  }

  /** Whether the service is online now or within what is left of the grace. */
  async isAvailable(service: string): Promise<boolean> {
    if (this.isOnline(service)) return true;
    const sinceMs = this.statuses.get(service)?.sinceMs ?? 0;
    const leftMs = Math.max(this.subscribedAtMs, sinceMs) + this.graceMs - performance.now();
    if (leftMs <= 0) return false;
    await this.changed(service, leftMs);
    return this.isOnline(service);
  }

  private cameOnline(service: string): void {
    clearTimeout(this.gone.get(service));
    this.gone.delete(service);
    const waiting = this.waiters.get(service);
    this.waiters.delete(service);
    for (const wake of waiting ?? []) wake();
  }

  // A last will of a connection that was replaced long ago may still fire; its service says `online` again at once.
  private wentOffline(service: string): void {
    clearTimeout(this.gone.get(service));
    this.gone.set(
      service,
      setTimeout(() => {
        this.gone.delete(service);
        this.listener.onGone(service);
      }, this.graceMs),
    );
  }

  private changed(service: string, withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.waiters.get(service) ?? new Set();
      this.waiters.set(service, waiting);
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      waiting.add(wake);
    });
  }
}
