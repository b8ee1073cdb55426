import { formatInstantWithOffset } from '../instant.js';

/** Writes an instant, UTC epoch ms. */
export type WriteTime = (atMs: number) => string;

/** `2025-11-25T10:05:00+00:00`; a fraction of a second has six digits, as Python writes it. */
const graphTime: WriteTime = (atMs) => formatInstantWithOffset(atMs).replace(/(\.\d{3})\+/, '$1000+');

/** Writes each instant once: a reply has most of them a dozen times. */
export function timeWriter(): WriteTime {
  const written = new Map<number, string>();
  return (atMs) => {
    let text = written.get(atMs);
    if (text === undefined) written.set(atMs, (text = graphTime(atMs)));
    return text;
  };
}
