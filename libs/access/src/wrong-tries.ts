import { fingerprintOf } from './api-key.js';

export interface TryLimits {
  /** Different wrong keys that a client may try before it has to wait. */
  readonly free: number;
  /** The longest wait. */
  readonly pauseMaxMs: number;
  /** Clients that are remembered; the one that has been quiet for longest goes. */
  readonly clients: number;
}

interface Tries {
  count: number;
  lastAtMs: number;
  pausedUntilMs: number;
  /** The newest ones. */
  fingerprints: readonly string[];
}

const firstPauseMs = 1_000;
const forgottenAfterMs = 10 * 60_000;
const rememberedKeys = 4;

/**
 * Slows whoever guesses keys: after the free tries a client waits 1 s, 2 s, 4 s … after each further one, and whatever key it
 * shows meanwhile is not even looked at. A key that was wrong a moment ago is no guess when it comes again.
 */
export class WrongTries {
  private readonly clients = new Map<string, Tries>();

  /** `now`: ms of a clock that nobody sets, so that no wait becomes an endless one. */
  constructor(
    private readonly limits: TryLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How long this client has to wait, ms; 0: it may try. */
  pauseMs(client: string): number {
    return Math.max(0, (this.clients.get(client)?.pausedUntilMs ?? 0) - this.now());
  }

  /** Notes a wrong key. Returns how many different ones that makes, or undefined when it is none of the new ones. */
  add(client: string, key: string): number | undefined {
    const atMs = this.now();
    const fingerprint = fingerprintOf(key);
    const tries = this.recent(client, atMs);
    if (tries.fingerprints.includes(fingerprint)) return undefined;
    const count = tries.count + 1;
    const surplus = count - this.limits.free;
    const pause =
      surplus > 0 ? Math.min(firstPauseMs * 2 ** Math.min(surplus - 1, 30), this.limits.pauseMaxMs) : 0;
    this.remember(client, {
      count,
      lastAtMs: atMs,
      pausedUntilMs: atMs + pause,
      fingerprints: [...tries.fingerprints, fingerprint].slice(-rememberedKeys),
    });
    return count;
  }

  private recent(client: string, atMs: number): Tries {
    const known = this.clients.get(client);
    if (known && atMs - known.lastAtMs < forgottenAfterMs) return known;
    return { count: 0, lastAtMs: atMs, pausedUntilMs: 0, fingerprints: [] };
  }

  private remember(client: string, tries: Tries): void {
    this.clients.delete(client); // so that the map begins with who has been quiet for longest
    this.clients.set(client, tries);
    if (this.clients.size > this.limits.clients) this.clients.delete(this.clients.keys().next().value!);
  }
}
