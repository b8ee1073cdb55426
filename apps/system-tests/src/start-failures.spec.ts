import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aTemporaryFolder, onTestEnd } from '@kilowatch/testing';
import { StandaloneProduct } from './product.js';

async function failure(env: Record<string, string>): Promise<string> {
  const product = await StandaloneProduct.run({ LOG_LEVEL: 'error', LOG_FORMAT: 'text', ...env });
  const { code, output } = await product.ended();
  expect(code).toBe(1);
  expect(output).not.toMatch(/^\s+at |ERROR/m); // no stack, and nothing said twice
  return output;
}

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestEnd(async () => void (await once(server.close(), 'close')));
  return (server.address() as { port: number }).port;
}

describe('a start of standalone that cannot work ends with one sentence and exit code 1', () => {
  it('HTTP port taken', async () => {
    const http = await takenPort();
    expect(await failure({ PORT: String(http) })).toMatch(new RegExp(`Port ${http} .*taken`));
  });

  it('MQTT port taken', async () => {
    const mqtt = await takenPort();
    expect(await failure({ MQTT_PORT: String(mqtt) })).toMatch(new RegExp(`Port ${mqtt} .*taken`));
  });

  it('data folder not writable', async () => {
    const file = join(await aTemporaryFolder(), 'a-file');
    writeFileSync(file, '');
    expect(await failure({ DATA_DIR: join(file, 'below') })).toMatch(
      /data folder .*a-file.* cannot be written.*DATA_DIR/,
    );
  });

  it.each(['history.sqlite', 'ingest.sqlite'])('corrupt %s', async (name) => {
    const folder = await aTemporaryFolder();
    writeFileSync(join(folder, name), 'this is no database, '.repeat(1_000));
    expect(await failure({ DATA_DIR: folder })).toContain(name);
  });

  it('settings that are wrong, all of them at once', async () => {
    const output = await failure({ BATTERY_RATED_KW: 'abc', PORT: '99999', LOG_LEVEL: 'loud' });
    for (const name of ['BATTERY_RATED_KW', 'PORT', 'LOG_LEVEL']) expect(output).toContain(name);
  });
});
