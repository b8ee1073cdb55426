import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The key of the installation. Its text is not kept, so that printing or inspecting this object shows nothing. */
export class ApiKey {
  readonly #digest: Buffer;

  constructor(text: string) {
    this.#digest = digestOf(text);
  }

  /** Takes the same time for every text of the same length: digests are compared, and always whole. */
  isKey(text: string): boolean {
    return timingSafeEqual(digestOf(text), this.#digest);
  }

  /** 32 bytes for another purpose, from which neither the key nor those of other purposes can be told (RFC 5869). */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#digest, '', purpose, 32));
  }
}

/** Tells wrong keys apart without keeping them: one of them may be the right one with a slip of the finger. */
export const fingerprintOf = (text: string): string => digestOf(text).toString('base64url').slice(0, 12);
