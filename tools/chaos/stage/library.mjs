import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/node24.mjs';
import { serviceBundle } from '../../bundle/service-bundle.mjs';

/** A library of ours, which is TypeScript, bundled as services are and loaded. */
export async function library(file) {
  const folder = mkdtempSync(join(tmpdir(), 'kilowatch-chaos-library-'));
  const outfile = join(folder, 'library.mjs');
  try {
    await build({ ...serviceBundle, entryPoints: [join(root, file)], outfile, sourcemap: false });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
