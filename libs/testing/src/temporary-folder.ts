import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestEnd } from './on-test-end.js';

/** An empty folder that is gone with the test. */
export async function aTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kilowatch-test-'));
  onTestEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
