import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { copyAssets } from './copy-assets.mjs';
import { serviceBundle } from './service-bundle.mjs';

/**
 * Bundles each entry of a service to one file in `dist/`: `src/main.ts` where there is one, and those named as arguments,
 * either as a file in `src` (`sqlite.worker.ts`) or with a path of its own (`sqlite.worker.ts=../../libs/x/src/sqlite.worker.ts`).
 */
const root = process.cwd();
const entries = ['main.ts', ...process.argv.slice(2)]
  .map((argument) => argument.split('='))
  .map(([out, file = join('src', out)]) => ({ in: file, out: out.replace(/\.ts$/, '') }))
  .filter(({ in: file, out }) => out !== 'main' || existsSync(join(root, file)));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  ...serviceBundle,
  metafile: true,
});
copyAssets(root, Object.keys(metafile.inputs));
