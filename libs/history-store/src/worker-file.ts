import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const places = [
  './sqlite.worker.mjs', // beside a bundled service
  '../dist/sqlite.worker.mjs', // from this library's sources, as in tests
];

/** Path of the worker's bundle. Throws with what to do when it has not been built. */
export function workerFile(): string {
  const candidates = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found) return found;
  throw new Error(
    `The history worker is not built (looked for ${candidates.join(' and ')}): run "npx nx build history-store"`,
  );
}
