import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeCommand, root } from './node24.mjs';

/**
 * A service alone: a small young generation halves what an idle process holds. Not `--optimize-for-size`: it doubles the processor time
 * of ingest and historian under load. Hard limits (`--max-old-space-size`) are not among them either: they kill.
 */
export const serviceFlags = ['--max-semi-space-size=1', '--disable-warning=ExperimentalWarning'];

/** Standalone stays small instead: V8 takes the machine's memory for its own, and after traffic a live heap of 45 MB sat in 320 MB resident. */
export const standaloneFlags = ['--optimize-for-size', ...serviceFlags];

/** glibc keeps a heap per thread otherwise, and gives little of it back. */
const memoryEnvironment = { MALLOC_ARENA_MAX: '1' };

/** The environment of a bundle of ours. */
export const bundleEnvironment = (env) => ({ ...memoryEnvironment, ...env });

/** Starts the built product as a process. */
export const spawnProduct = ({ env = process.env, ...options }) =>
  spawn(nodeCommand(), [...standaloneFlags, join(root, 'apps/standalone/dist/main.mjs')], {
    ...options,
    env: bundleEnvironment(env),
  });
