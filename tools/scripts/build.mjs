import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment, root } from './node24.mjs';
import { step } from './step.mjs';

const outputs = ['apps/standalone/dist/main.mjs', 'apps/standalone/dist/public/index.html'];
const inputs = ['apps', 'libs', 'tools/bundle', 'package-lock.json', 'tsconfig.base.json', 'nx.json'];
const notInputs = new Set(['dist', 'out-tsc', 'test-output', 'node_modules', 'bench', 'vectors']);
const stampFile = join(root, 'node_modules/.cache/kilowatch/build');

function* filesIn(path) {
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) if (!notInputs.has(name)) yield* filesIn(join(path, name));
}

/** What the build was made from and what it made; undefined while something is missing. Faster than asking Nx, which takes seconds. */
function stampOf() {
  if (!outputs.every((output) => existsSync(join(root, output)))) return undefined;
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesIn(join(root, input))) hash.update(file).update(readFileSync(file));
  }
  for (const output of outputs) hash.update(String(statSync(join(root, output)).mtimeMs));
  return hash.digest('hex');
}

/** Builds the product with Nx, unless nothing has changed since the last time. */
export async function ensureBuilt() {
  const stamp = stampOf();
  if (stamp && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await step('Building', ['nx', 'run-many', '-t', 'build', '-p', 'standalone', 'dashboard'], {
    cwd: root,
    env: environment(),
  });
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stampOf() ?? '');
}
