import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from './api-key.js';

export interface SessionToken {
  readonly token: string;
  /** UTC epoch ms. */
  readonly expiresAtMs: number;
}

// expiry in base 36, 16 bytes nonce and 32 bytes HMAC-SHA-256 in base64url
const shape = /^(?<signed>(?<expiry>[0-9a-z]{1,11})\.[\w-]{22})\.(?<mac>[\w-]{43})$/;

/** Session tokens that anybody with the API key can verify and nobody without it can make. Nothing is stored. */
export class Sessions {
  readonly #signingKey: Buffer;

  /** `now`: UTC epoch ms. */
  constructor(
    key: ApiKey,
    private readonly lifetimeMs: number,
    private readonly now: () => number,
  ) {
    this.#signingKey = key.derive('kilowatch session v1');
  }

  issue(): SessionToken {
    const expiresAtMs = this.now() + this.lifetimeMs;
    const signed = `${expiresAtMs.toString(36)}.${randomBytes(16).toString('base64url')}`;
    return { token: `${signed}.${this.macOf(signed)}`, expiresAtMs };
  }

  /** UTC epoch ms; undefined for what we have not issued with this key, and for what has expired. */
  expiryOf(token: string): number | undefined {
    const { signed, expiry, mac } = shape.exec(token)?.groups ?? {};
    if (signed === undefined || expiry === undefined || mac === undefined) return undefined;
    // Compared as text: two texts may stand for the same bytes in base64url, and only one of them is ours.
    if (!timingSafeEqual(Buffer.from(mac), Buffer.from(this.macOf(signed)))) return undefined;
    const expiresAtMs = parseInt(expiry, 36);
    return expiresAtMs > this.now() ? expiresAtMs : undefined;
  }

  private macOf(signed: string): string {
    return createHmac('sha256', this.#signingKey).update(signed).digest('base64url');
  }
}
