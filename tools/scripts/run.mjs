import { spawn } from 'node:child_process';
import { environment } from './node24.mjs';

/** Runs a command of ours with the pinned Node: `node tools/scripts/run.mjs nx run-many -t build`. */
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: 'inherit',
  env: environment(),
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
