import { randomBytes } from 'node:crypto';

/** A UUID v7 (RFC 9562, 5.7) of that time, UTC epoch ms. */
export function batchId(atMs: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  const random = randomBytes(10);
  random[0] = 0x70 | (random[0]! & 0x0f);
  random[2] = 0x80 | (random[2]! & 0x3f);
  const rest = random.toString('hex');
  return [time.slice(0, 8), time.slice(8), rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join('-');
}
