import { randomBytes } from 'node:crypto';

/**
 * Makes UUIDs of version 7 that rise within the process, also while the clock stands still or steps back.
 * https://www.rfc-editor.org/rfc/rfc9562#section-6.2, method 1: the 12 bits after the time are a counter.
 */
export function risingIds(now: () => number): () => string {
  let atMs = 0;
  let counter = 0;
  return () => {
    const nowMs = now();
    counter = nowMs > atMs ? 0 : counter + 1;
    atMs = Math.max(atMs, nowMs);
    if (counter > 0xfff) {
      counter = 0;
      atMs += 1;
    }
    const time = atMs.toString(16).padStart(12, '0');
    const random = randomBytes(8);
    random[0] = (random[0]! & 0x3f) | 0x80; // the variant of the RFC
    const tail = random.toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
