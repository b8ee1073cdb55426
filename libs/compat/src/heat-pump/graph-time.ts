import { formatInstantWithOffset } from '../instant.js';

/** `2025-11-25T10:05:00+00:00`; a fraction of a second has six digits, as Python writes it. */
export const graphTime = (atMs: number): string =>
  formatInstantWithOffset(atMs).replace(/(\.\d{3})\+/, '$1000+');
