import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { onTestEnd } from '@kilowatch/testing';
import { missingPrograms } from './product/installed.js';

const script = fileURLToPath(new URL('../../../tools/scripts/chaos.mjs', import.meta.url));
const small = ['--built', '--rate', '200', '--seconds', '2', '--rounds', '1'];

/** A short run of `npm run chaos`; what it printed. */
async function chaos(...options: string[]): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [script, ...small, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestEnd(() => child.kill('SIGTERM'));
  const [printed, end] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const [code] = end as [number | null];
  return { code, printed };
}

const hasMosquitto = !missingPrograms.includes('mosquitto');

/** A short selection of `npm run chaos`, which has many more and goes on for minutes. */
describe('everything acknowledged is stored exactly once', () => {
  if (!hasMosquitto)
    it.skip('not installed here: mosquitto; chaos in services mode did not run', () => undefined);
  const inServices = hasMosquitto ? it : it.skip;
  inServices.each([
    ['ingest and the historian are killed', '1'],
    ['the store is away', '3'],
    ['the end of the journal is torn', '19'],
  ])(
    'although %s',
    async (_, fault) => {
      const { code, printed } = await chaos('--fault', fault);
      expect(printed.trimEnd().split('\n').at(-1)).toMatch(/^sent \d\d+, .*, lost 0, duplicated 0$/);
      expect({ code, printed }).toEqual({ code: 0, printed });
    },
    60_000,
  );

  it('although standalone is killed', async () => {
    const { code, printed } = await chaos('--fault', '1', '--mode', 'standalone');
    expect(printed.trimEnd().split('\n').at(-1)).toMatch(/^sent \d\d+, .*, lost 0, duplicated 0$/);
    expect({ code, printed }).toEqual({ code: 0, printed });
  }, 60_000);
});
