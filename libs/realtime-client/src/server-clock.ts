/** The two clocks of this machine, in ms: UTC, which people and programs set, and one that only goes on. */
export interface Clocks {
  now(): number;
  steady(): number;
}

/** A word of the server that says so much earlier than we believe may have been held up on the way, as while a laptop slept. */
const lateMs = 1_000;
/** The clock of this machine was set forward, if the server still says the same after that. */
const doubtMs = 1_000;

/**
 * The server's clock as far as it has told the time. Between two tellings it goes on as the clock of this machine that has advanced
 * more: the steady one may stand still while a laptop sleeps, and the other may be set back. So no value looks younger than it is.
 */
export class ServerClock {
  private told: { readonly serverMs: number; readonly atMs: number; readonly steadyMs: number };
  private isTold = false;
  /** Since when the server says an earlier time than we believe, by the steady clock. */
  private doubtedAtMs: number | undefined;

  constructor(private readonly here: Clocks) {
    this.told = this.tellingOf(here.now());
  }

  /** UTC epoch ms. */
  nowMs(): number {
    const { serverMs, atMs, steadyMs } = this.told;
    return serverMs + Math.max(this.here.now() - atMs, this.here.steady() - steadyMs);
  }

  set(serverMs: number): void {
    this.told = this.tellingOf(serverMs);
    this.isTold = true;
    this.doubtedAtMs = undefined;
  }

  /** The server says that this is the time; it may have said so a while ago. */
  hear(serverMs: number): void {
    if (!this.isTold || this.nowMs() - serverMs <= lateMs) return this.set(serverMs);
    const steadyMs = this.here.steady();
    this.doubtedAtMs ??= steadyMs;
    if (steadyMs - this.doubtedAtMs >= doubtMs) this.set(serverMs);
  }

  /** The server has noted this time: it is not earlier there. */
  atLeast(serverMs: number): void {
    if (serverMs > this.nowMs()) this.set(serverMs);
  }

  private tellingOf(serverMs: number) {
    return { serverMs, atMs: this.here.now(), steadyMs: this.here.steady() };
  }
}
