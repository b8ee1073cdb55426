import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';
import { step } from './step.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Is what npm left in the node_modules folders what package-lock.json asks for? Optional packages may be absent: they are for other platforms. */
function isInstalled() {
  const lockOfInstalled = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, lockOfInstalled))) return false;
  const installed = packagesOf(lockOfInstalled);
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return Boolean(wanted.optional || wanted.devOptional);
    return found.version === wanted.version && existsSync(join(root, path));
  });
}

/** npm as it was called, so that `npm start` of npm 10 does not install with another npm. */
const npm = () => {
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env;
  return script?.endsWith('.js') ? [node, script] : ['npm'];
};

/** Installs the packages where they are missing or not those of package-lock.json. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await step(
    'Installing packages (the first time this takes a minute or two)',
    [...npm(), 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root },
  );
}
