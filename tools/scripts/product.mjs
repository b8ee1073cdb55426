import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeCommand, root } from './node24.mjs';

/** Keeps the process small: the young generation of a mostly idle server need not grow to 16 MB per half. */
export const memoryFlags = ['--max-semi-space-size=1'];

export const nodeFlags = [...memoryFlags, '--disable-warning=ExperimentalWarning'];

/** Starts the built product as a process. */
export const spawnProduct = (options) =>
  spawn(nodeCommand(), [...nodeFlags, join(root, 'apps/standalone/dist/main.mjs')], options);
