import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build, stop } from 'esbuild';

let folder: string;
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kilowatch-process-'));
  program = join(folder, 'little-process.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'suite/little-process.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  await stop(); // esbuild's own process would stay beside ours
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(behaviour: string) {
  const child = spawn(process.execPath, [program, behaviour], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const started = once(child.stdout, 'data');
  const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const end = said.then(([stdout, stderr, [code]]) => ({ code: code as number | null, stdout, stderr }));
  return { child, started, end };
}

async function startAndSignal(behaviour: string, ...signals: NodeJS.Signals[]) {
  const { child, started, end } = start(behaviour);
  await started;
  for (const signal of signals) child.kill(signal);
  return end;
}

describe('a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('closes and exits with 0 on %s', async (signal) => {
    expect(await startAndSignal('run', signal)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('closed'),
    });
  });

  it('exits at the deadline when something does not close', async () => {
    const { code, stdout } = await startAndSignal('hang', 'SIGTERM');
    expect([code, stdout]).toEqual([1, expect.stringContaining('Not closed in time')]);
  });

  it('exits with 1 and the whole error when something closes badly', async () => {
    const { code, stdout } = await startAndSignal('fail', 'SIGTERM');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/the store did not close.*"stack"/)]);
  });

  it('says in one sentence why it does not start', async () => {
    expect(await start('refuse').end).toEqual({
      code: 1,
      stdout: '',
      stderr: 'HOST is wrong. Set HOST=127.0.0.1.\n',
    });
    expect(await start('break').end).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Cannot start: the file is damaged\n',
    });
  });

  it.each(['reject', 'throw'])('dies of what nobody caught and logs it whole: %s', async (behaviour) => {
    const { code, stdout } = await start(behaviour).end;
    expect([code, stdout]).toEqual([1, expect.stringMatching(/nobody caught this.*"stack"/)]);
  });
});
