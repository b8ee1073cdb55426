import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { environment, nodeCommand, root } from './node24.mjs';
import { spawnProduct } from './product.mjs';
import { giveUp, step, StepFailed } from './step.mjs';

const pageUrl = 'http://localhost:5173';
/** Editors write a file in several steps. */
const settleMs = 150;
/** Vite reloads these in the browser by itself. */
const inBrowser = ['apps/dashboard', 'libs/charts', 'libs/realtime-client'].map((path) =>
  path.replaceAll('/', sep),
);

const dashboard = join(root, 'apps/dashboard');
/** Where npm put it: for all projects or for the dashboard alone. */
const viteProgram = () => {
  const manifest = createRequire(join(dashboard, 'package.json')).resolve('vite/package.json');
  return join(dirname(manifest), 'bin/vite.js');
};

let product;
process.on('exit', () => product?.kill('SIGTERM'));

async function restart() {
  try {
    await step('Building', ['nx', 'build', 'standalone'], { cwd: root, env: environment() });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`${error.output}\n${error.message}; what ran before runs on\n`);
    return;
  }
  if (product?.exitCode === null && product.signalCode === null) {
    product.kill('SIGTERM');
    await once(product, 'exit');
  }
  product = spawnProduct({ stdio: 'inherit', env: { CORS_ORIGINS: pageUrl, ...process.env } });
}

/** Calls `change` after changes of server sources, one call at a time; what changes meanwhile is one more call. */
function onServerChange(change) {
  let timer;
  let running = Promise.resolve();
  const isServerSource = (file) =>
    /[/\\]src[/\\]/.test(file) &&
    !/\.spec\./.test(file) &&
    !inBrowser.some((folder) => file.startsWith(folder));
  for (const parent of ['apps', 'libs']) {
    watch(join(root, parent), { recursive: true }, (_event, name) => {
      if (!name || !isServerSource(join(parent, name))) return;
      clearTimeout(timer);
      timer = setTimeout(() => (running = running.then(change).catch(giveUp)), settleMs);
    });
  }
}

try {
  await ensureInstalled();
  await restart();
  onServerChange(restart);
  const vite = spawn(nodeCommand(), [viteProgram(), '--strictPort', '--port', new URL(pageUrl).port], {
    cwd: dashboard,
    env: environment(),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vite.kill());
  await once(vite, 'exit');
  process.exit();
} catch (error) {
  giveUp(error);
}
