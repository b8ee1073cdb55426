import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodeCommand, root } from '../scripts/node24.mjs';
import { serviceFlags } from '../scripts/product.mjs';
import { bundleForBench } from './bundle.mjs';

const storing = ['libs/journal', 'libs/messaging', 'libs/history-store'];

/** The benches that libraries bring with them (`bench/*.bench.ts`, or every file where none is called so). */
function benchesOf(folder) {
  const bench = join(root, folder, 'bench');
  const files = existsSync(bench) ? readdirSync(bench).filter((file) => file.endsWith('.ts')) : [];
  const marked = files.filter((file) => file.endsWith('.bench.ts'));
  return (marked.length > 0 ? marked : files).map((file) => join(bench, file));
}

/** Bundles and runs each of them as a process of its own; they print their own lines. */
export async function benchLibraries(say, folders = storing) {
  for (const folder of folders) {
    for (const file of benchesOf(folder)) {
      const outfile = join(root, folder, 'dist', `${basename(file, '.ts')}.mjs`);
      await bundleForBench({ entryPoints: [file], outfile });
      const child = spawn(nodeCommand(), [...serviceFlags, outfile], { cwd: root, stdio: 'inherit' });
      const [code] = await once(child, 'exit');
      if (code !== 0) say(`${folder}/bench/${basename(file)}: failed with exit code ${code}`);
    }
  }
}
